/** What Lambda asks of functions, of who may call them and of what feeds them. */
import type { Json, JsonObject } from '../../pulumi-host/program-record.ts';
import { API, type AwsRule, aws, type KnownResource, matching } from '../aws-rule.ts';
import { isSet, numberAt, objectsAt, setAmong, textAt } from '../values-at.ts';

const FUNCTION = aws('lambda.Function');
const PERMISSION = aws('lambda.Permission');
const MAPPING = aws('lambda.EventSourceMapping');
const QUEUE = aws('sqs.Queue');
const CREATE = `Lambda CreateFunction, ${API}`;
const QUOTAS = 'Lambda quotas, AWS agent toolkit, 2026-08-20 [H]';

/** All environment variables of a function together. */
const ENVIRONMENT_BYTES_MAX = 4096;
/** Names that Lambda sets itself; a function that sets one is refused. Source: Lambda guide, environment variables, 2023-10-30 [H]. */
const RESERVED =
  /^(_HANDLER|_X_AMZN_TRACE_ID|AWS_(DEFAULT_REGION|REGION|EXECUTION_ENV|LAMBDA_\w+|ACCESS_KEY(_ID)?|SECRET_ACCESS_KEY|SESSION_TOKEN))$/;

const variables = (values: JsonObject): JsonObject => ({ environment: { variables: values } });
const archive = (...names: readonly string[]): Json => ({
  kind: 'assetArchive',
  assets: Object.fromEntries(names.map(name => [name, { kind: 'stringAsset', text: '' }])),
});
const fed = (visibilityTimeoutSeconds: number, timeout: number): readonly KnownResource[] => [
  { type: QUEUE, name: 'queue', inputs: { visibilityTimeoutSeconds }, state: { arn: 'arn:queue' } },
  { type: FUNCTION, name: 'function', inputs: { role: 'arn', timeout }, state: { arn: 'arn:function' } },
  { type: MAPPING, name: 'mapping', inputs: { eventSourceArn: 'arn:queue', functionName: 'arn:function' } },
];

export const FUNCTION_RULES: readonly AwsRule[] = [
  {
    id: 'function-code',
    type: FUNCTION,
    says: 'a function has its code from one place, and with a zip archive a runtime and a handler',
    source: CREATE,
    fine: [
      { code: archive('index.mjs'), runtime: 'nodejs24.x', handler: 'index.handler' },
      { imageUri: 'x', packageType: 'Image' },
    ],
    broken: [
      { runtime: 'nodejs24.x', handler: 'index.handler' },
      { code: archive('index.mjs'), s3Bucket: 'x', runtime: 'nodejs24.x', handler: 'index.handler' },
      { code: archive('index.mjs'), handler: 'index.handler' },
    ],
    check: inputs => {
      const places = setAmong(inputs, ['code', 's3Bucket', 'imageUri']);
      const isZip = places[0] !== 'imageUri';
      const missing = ['runtime', 'handler'].filter(name => isZip && !isSet(inputs, name));
      return places.length === 1 && missing.length === 0
        ? []
        : [`${places.join(' and ') || 'no code'}, ${missing.join(' and ')} missing`];
    },
  },
  {
    id: 'function-handler',
    type: FUNCTION,
    says: 'the archive holds the file that the handler names',
    source: 'Lambda guide, Node.js handlers, 2023-10-30 [H]',
    fine: [{ code: archive('index.mjs', 'other.json'), handler: 'index.handler' }],
    broken: [{ code: archive('main.mjs'), handler: 'index.handler' }],
    check: inputs => {
      const assets = objectsAt(inputs, 'code.assets')[0];
      const file = textAt(inputs, 'handler')?.replace(/\.\w+$/, '');
      if (assets === undefined || file === undefined) return [];
      const names = Object.keys(assets);
      return ['mjs', 'js', 'cjs'].some(ending => names.includes(`${file}.${ending}`)) ? [] : [names.join(', ')];
    },
  },
  {
    id: 'function-environment-size',
    type: FUNCTION,
    says: 'the environment is at most 4 KB',
    source: QUOTAS,
    fine: [variables({ TEXT: 'x'.repeat(4000) })],
    broken: [variables({ TEXT: 'x'.repeat(4096) })],
    check: inputs =>
      objectsAt(inputs, 'environment.variables').flatMap(values => {
        const length = Buffer.byteLength(Object.entries(values).flat().join(''));
        return length <= ENVIRONMENT_BYTES_MAX ? [] : [`${length} bytes`];
      }),
  },
  {
    id: 'function-environment-names',
    type: FUNCTION,
    says: 'the name of a variable begins with a letter, has letters, digits and _, two at least, and is not one that Lambda sets',
    source: `Lambda EnvironmentVariableName, ${API}`,
    fine: [variables({ TABLE_NAME: 'x' })],
    broken: [
      variables({ _TABLE: 'x' }),
      variables({ X: 'x' }),
      variables({ 'TABLE-NAME': 'x' }),
      variables({ AWS_REGION: 'x' }),
    ],
    check: inputs =>
      objectsAt(inputs, 'environment.variables')
        .flatMap(values => Object.keys(values))
        .filter(name => !/^[a-zA-Z]\w+$/.test(name) || RESERVED.test(name)),
  },
  matching({
    id: 'function-description',
    type: FUNCTION,
    at: 'description',
    says: 'has at most 256 letters',
    pattern: /^.{0,256}$/s,
    fine: 'x'.repeat(256),
    broken: 'x'.repeat(257),
    source: CREATE,
  }),
  {
    id: 'function-log-levels',
    type: FUNCTION,
    says: 'log levels are set with the JSON format only',
    source: `Lambda LoggingConfig, ${API}`,
    fine: [{ loggingConfig: { logFormat: 'JSON', systemLogLevel: 'WARN' } }, { loggingConfig: { logFormat: 'Text' } }],
    broken: [
      { loggingConfig: { logFormat: 'Text', applicationLogLevel: 'INFO' } },
      { loggingConfig: { logFormat: 'json' } },
    ],
    check: inputs =>
      objectsAt(inputs, 'loggingConfig').flatMap(config => {
        const levels = setAmong(config, ['applicationLogLevel', 'systemLogLevel']);
        return config.logFormat === 'JSON' || (config.logFormat === 'Text' && levels.length === 0)
          ? []
          : [[`${config.logFormat}`, ...levels].join(' with ')];
      }),
  },
  {
    id: 'permission-is-narrow',
    type: PERMISSION,
    says: 'a service may call a function only for a named resource or account of ours',
    source: `Lambda AddPermission, ${API}; CKV_AWS_364`,
    fine: [{ principal: 'events.amazonaws.com', sourceArn: 'arn' }, { principal: '111111111111' }],
    broken: [{ principal: 'events.amazonaws.com' }, { principal: '*', sourceArn: 'arn' }],
    check: inputs => {
      const principal = textAt(inputs, 'principal') ?? '';
      const isService = principal.endsWith('.amazonaws.com');
      const isNamed = setAmong(inputs, ['sourceArn', 'sourceAccount']).length > 0;
      return principal === '*' || (isService && !isNamed) ? [principal] : [];
    },
  },
  {
    id: 'mapping-batch',
    type: MAPPING,
    says: 'more than 10 messages a batch need a batching window of a second or more',
    source: `Lambda CreateEventSourceMapping, ${API}`,
    fine: [{ batchSize: 10 }, { batchSize: 100, maximumBatchingWindowInSeconds: 1 }],
    broken: [{ batchSize: 11 }, { batchSize: 0 }, { batchSize: 10_001, maximumBatchingWindowInSeconds: 1 }],
    check: inputs => {
      const [size = 10, seconds = 0] = [
        numberAt(inputs, 'batchSize'),
        numberAt(inputs, 'maximumBatchingWindowInSeconds'),
      ];
      return size >= 1 && size <= 10_000 && (size <= 10 || seconds >= 1) ? [] : [`${size} within ${seconds} s`];
    },
  },
  {
    id: 'mapping-visibility',
    type: MAPPING,
    says: 'a queue hides messages at least as long as the function it feeds may run',
    source: 'Lambda guide, best practices, 2023-10-30 [H]',
    fine: [fed(30, 30)],
    broken: [fed(30, 31)],
    check: (inputs, { find }) => {
      const [queue, called] = [find(QUEUE, inputs.eventSourceArn), find(FUNCTION, inputs.functionName)];
      if (queue === undefined || called === undefined) return [];
      const visibility = numberAt(queue.inputs, 'visibilityTimeoutSeconds') ?? 30;
      const timeout = numberAt(called.inputs, 'timeout') ?? 3;
      return visibility >= timeout ? [] : [`${visibility} s, and ${called.name} may run ${timeout} s`];
    },
  },
];
