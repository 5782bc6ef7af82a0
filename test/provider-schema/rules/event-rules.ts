/** What EventBridge asks of rules and targets, and SNS of subscriptions. */
import type { Json, JsonObject } from '../../pulumi-host/program-record.ts';
import { API, type AwsRule, aws, type KnownResource } from '../aws-rule.ts';
import { isList, isObject, parsedJson, setAmong, textAt, textsAt } from '../values-at.ts';

const RULE = aws('cloudwatch.EventRule');
const TARGET = aws('cloudwatch.EventTarget');
const SUBSCRIPTION = aws('sns.TopicSubscription');
const PATTERNS = `EventBridge PutRule, ${API}; EventBridge guide, content filtering, 2023-06-15 [H]; wildcard came later [M]`;

/** What may stand in a list of a pattern in place of a value. */
const FILTERS = ['prefix', 'suffix', 'anything-but', 'numeric', 'exists', 'cidr', 'equals-ignore-case', 'wildcard'];

const pattern = (content: JsonObject): JsonObject => ({ eventPattern: JSON.stringify(content) });
const withTargets = (count: number): readonly KnownResource[] => [
  { type: RULE, name: 'rule', inputs: {}, state: { name: 'stored' } },
  ...Array.from({ length: count }, (_, index) => ({
    type: TARGET,
    name: `${index}`,
    inputs: { rule: 'stored', arn: 'arn' },
  })),
];

export const EVENT_RULES: readonly AwsRule[] = [
  {
    id: 'rule-trigger',
    type: RULE,
    says: 'a rule has an event pattern or a schedule',
    source: `EventBridge PutRule, ${API}`,
    fine: [pattern({ source: ['aws.s3'] }), { scheduleExpression: 'rate(5 minutes)' }],
    broken: [{ description: 'x' }],
    check: inputs => (setAmong(inputs, ['eventPattern', 'scheduleExpression']).length > 0 ? [] : ['neither']),
  },
  {
    id: 'rule-pattern',
    type: RULE,
    says: `eventPattern is JSON of at most 4096 letters, in which every field leads to a list of values or of filters (${FILTERS.join(', ')})`,
    source: PATTERNS,
    fine: [
      pattern({
        source: ['aws.s3'],
        detail: { object: { key: [{ prefix: 'jobs/' }, { wildcard: 'jobs/*/x.json' }] } },
      }),
      pattern({ detail: { $or: [{ a: [1] }, { b: [null] }] } }),
    ],
    broken: [
      { eventPattern: 'jobs/*' },
      pattern({ source: 'aws.s3' }),
      pattern({ source: [] }),
      pattern({ detail: { key: [{ glob: 'jobs/*' }] } }),
      pattern({ source: ['x'.repeat(4096)] }),
      pattern({}),
    ],
    check: inputs =>
      textsAt(inputs, 'eventPattern')
        .filter(text => text.length > 4096 || !isPattern(parsedJson(text)))
        .map(text => text.slice(0, 80)),
  },
  {
    id: 'rule-schedule',
    type: RULE,
    says: 'scheduleExpression is a rate(1 minute), rate(5 minutes), or a cron() of six fields',
    source: 'EventBridge guide, creating a rule that runs on a schedule, 2023-06-15 [H]',
    fine: ['rate(1 minute)', 'rate(5 minutes)', 'cron(0 8 ? * MON *)'].map(scheduleExpression => ({
      scheduleExpression,
    })),
    broken: ['5 minutes', 'rate(1 minutes)', 'rate(5 minute)', 'cron(0 8 * * *)'].map(scheduleExpression => ({
      scheduleExpression,
    })),
    check: inputs =>
      textsAt(inputs, 'scheduleExpression').filter(
        text =>
          !/^(rate\((1 (minute|hour|day)|([2-9]|[1-9]\d+) (minutes|hours|days))\)|cron\(\S+( \S+){5}\))$/.test(text),
      ),
  },
  {
    id: 'rule-target-count',
    type: RULE,
    says: 'a rule has 1 to 5 targets',
    source: 'EventBridge guide, targets, 2023-06-15 [H]',
    fine: [withTargets(1), withTargets(5)],
    broken: [withTargets(0), withTargets(6)],
    check: (_, { resource, all, find }) => {
      const { length } = all(TARGET).filter(target => find(RULE, target.inputs.rule) === resource);
      return length >= 1 && length <= 5 ? [] : [`${length} targets`];
    },
  },
  {
    id: 'target-one-input',
    type: TARGET,
    says: 'a target gets the event, or one of input, inputPath and inputTransformer',
    source: `EventBridge Target, ${API}`,
    fine: [{ rule: 'x' }, { input: '{}' }],
    broken: [{ input: '{}', inputPath: '$.detail' }],
    check: inputs => {
      const given = setAmong(inputs, ['input', 'inputPath', 'inputTransformer']);
      return given.length <= 1 ? [] : [given.join(' and ')];
    },
  },
  {
    id: 'subscription-endpoint',
    type: SUBSCRIPTION,
    says: 'the endpoint is what the protocol can reach: an address for email, a URL for https, an ARN for sqs and lambda',
    source: `SNS Subscribe, ${API}`,
    fine: [
      { protocol: 'email', endpoint: 'somebody@example.org' },
      { protocol: 'sqs', endpoint: 'arn:aws:sqs:us-east-1:1:q' },
      { protocol: 'https', endpoint: 'https://example.org' },
    ],
    broken: [
      { protocol: 'email', endpoint: 'somebody' },
      { protocol: 'lambda', endpoint: 'somebody@example.org' },
      { protocol: 'mail', endpoint: 'somebody@example.org' },
    ],
    check: inputs => {
      const [protocol, endpoint] = [textAt(inputs, 'protocol'), textAt(inputs, 'endpoint')];
      if (protocol === undefined || endpoint === undefined) return [];
      return ENDPOINTS[protocol]?.test(endpoint) ? [] : [`${protocol} to ${endpoint}`];
    },
  },
];

const ENDPOINTS: Readonly<Record<string, RegExp>> = {
  email: /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
  'email-json': /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
  http: /^http:\/\//,
  https: /^https:\/\//,
  sqs: /^arn:aws:sqs:/,
  lambda: /^arn:aws:lambda:/,
};

function isPattern(node: Json | undefined): boolean {
  if (!isObject(node) || Object.keys(node).length === 0) return false;
  return Object.entries(node).every(([key, child]) => {
    if (key === '$or') return isList(child) && child.length > 0 && child.every(isPattern);
    return isList(child) ? child.length > 0 && child.every(isFilter) : isPattern(child);
  });
}

function isFilter(item: Json): boolean {
  if (!isObject(item)) return !isList(item);
  const names = Object.keys(item);
  return names.length === 1 && FILTERS.includes(names[0]!);
}
