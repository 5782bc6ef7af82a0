/** Queues, table, API and status events in Pulumi's own language host, for a guarded plan and for a bare one. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as assert from 'uvu/assert';
import { FUNCTION_MEMORY_MEGABYTES, LOG_RETENTION_DAYS } from '../../hub/catalog/request-counts.ts';
import { stackText } from '../../hub/plan/stack-text.test-data.ts';
import { callsOf } from '../../test/aws-calls/aws-calls.ts';
import { check } from '../../test/kit/check.ts';
import { validateResource } from '../../test/provider-schema/validate-resource.ts';
import { grantsOf, type PolicyStatement } from '../../test/pulumi-host/grants-of.ts';
import type { ProgramRecord, ResourceRecord } from '../../test/pulumi-host/program-record.ts';
import { archiveText, byType, inputAt, jsonAt, single } from '../../test/pulumi-host/queries.ts';
import { recordProgram } from '../../test/pulumi-host/record-program.ts';
import { API_ENTRIES, ROUTES } from '../api/routes.ts';

const PROJECT_FOLDER = fileURLToPath(new URL('../..', import.meta.url));
const main = relative(PROJECT_FOLDER, fileURLToPath(import.meta.resolve('./jobs.test-program.ts')));

async function recordOf(text: string): Promise<ProgramRecord> {
  const record = await recordProgram({ stack: 'test', isPreview: false, main, stackText: text });
  assert.is(record.exitCode, 0, `${JSON.stringify(record.logs)}${record.stderr}`);
  return record;
}

/** Two queues, protected, with players of its own. */
const GUARDED = stackText(
  {
    '    all:\n      stages: [text-to-image, matte, image-to-3d, retopology,': `    making:
      stages: [text-to-image, matte, image-to-3d]
      visibilityTimeoutSeconds: 333
      longPollSeconds: 11
      receiveCountMax: 7
    rigging:
      stages: [retopology,`,
    'queues: [all]': 'queues: [rigging, making]',
  },
  '  asset-hub:api: { requestsPerSecondMax: 77, burstCountMax: 99 }\n',
);
/** One queue, nothing protected, players of another's. */
const BARE = stackText(
  {},
  `  asset-hub:storage: { protect: false, assetRetentionDays: 5 }
  asset-hub:access: { issuerUrl: 'https://login.example.com/', audiences: [hub, tools] }
`,
);
const both = await Promise.all([recordOf(GUARDED), recordOf(BARE)]);
const [guarded, bare] = both;

const QUEUE = 'aws:sqs/queue:Queue';
const QUEUE_POLICY = 'aws:sqs/queuePolicy:QueuePolicy';
const FUNCTION = 'aws:lambda/function:Function';
const PERMISSION = 'aws:lambda/permission:Permission';

const queueOf = (record: ProgramRecord, name: string) => single(record, { type: QUEUE, name });
const functionOf = (record: ProgramRecord, name: string) =>
  single(record, { type: FUNCTION, name: `${name}-function` });

const statementsOf = (policy: ResourceRecord) => jsonAt(policy, 'policy').Statement as unknown as PolicyStatement[];

check('every queue', {
  'is encrypted and closed to whoever comes without TLS': () => {
    for (const record of both) {
      const policies = byType(record, QUEUE_POLICY);
      const queues = byType(record, QUEUE);
      assert.is(queues.length, record === guarded ? 5 : 3);
      for (const { id, state, inputs } of queues) {
        assert.is(inputs.sqsManagedSseEnabled, true);
        const [policy, ...more] = policies.filter(({ inputs: { queueUrl } }) => queueUrl === id);
        assert.is(more.length, 0);
        const refusal = statementsOf(policy!).find(({ Effect }) => Effect === 'Deny');
        assert.equal(refusal?.Condition, { Bool: { 'aws:SecureTransport': 'false' } });
        assert.is(refusal?.Resource, state.arn);
      }
    }
  },
});

check('the queue of a plan', {
  'hides, waits and gives up as the plan says': () => {
    const { visibilityTimeoutSeconds, receiveWaitTimeSeconds } = queueOf(guarded, 'making-queue').inputs;
    assert.equal([visibilityTimeoutSeconds, receiveWaitTimeSeconds], [333, 11]);
    assert.equal(jsonAt(queueOf(guarded, 'making-queue'), 'redrivePolicy'), {
      deadLetterTargetArn: queueOf(guarded, 'making-dead-letters').state.arn,
      maxReceiveCount: 7,
    });
  },
  'is the only one that its dead-letter queue takes from': () => {
    const allow = single(guarded, {
      type: 'aws:sqs/redriveAllowPolicy:RedriveAllowPolicy',
      name: 'making-dead-letters-source',
    });
    assert.is(allow.inputs.queueUrl, queueOf(guarded, 'making-dead-letters').id);
    assert.equal(jsonAt(allow, 'redriveAllowPolicy'), {
      redrivePermission: 'byQueue',
      sourceQueueArns: [queueOf(guarded, 'making-queue').state.arn],
    });
  },
  'keeps messages for a shorter time than its dead letters': () => {
    const keptSeconds = (name: string) => Number(queueOf(guarded, name).inputs.messageRetentionSeconds);
    assert.ok(keptSeconds('making-queue') < keptSeconds('making-dead-letters'));
  },
});

check('the job table', {
  'is billed by request and can be restored to any second': () => {
    const table = single(guarded, { type: 'aws:dynamodb/table:Table' });
    assert.is(table.inputs.billingMode, 'PAY_PER_REQUEST');
    assert.equal(table.inputs.pointInTimeRecovery, { enabled: true });
    assert.equal(table.inputs.ttl, { attributeName: 'expiresAt', enabled: true });
  },
  'finds a job by its id and the jobs of an owner by time': () => {
    const table = single(guarded, { type: 'aws:dynamodb/table:Table' });
    assert.is(table.inputs.hashKey, 'jobId');
    assert.equal(inputAt(table, 'globalSecondaryIndexes[0]'), {
      name: 'byOwner',
      keySchemas: [
        { attributeName: 'ownerId', keyType: 'HASH' },
        { attributeName: 'createdAt', keyType: 'RANGE' },
      ],
      projectionType: 'KEYS_ONLY',
    });
    const keys = ['jobId', 'ownerId', 'createdAt', 'openShard'];
    const attributes = keys.map(name => ({ name, type: 'S' }));
    assert.equal(table.inputs.attributes, attributes);
  },
  'finds the jobs that are open, and no others': () => {
    const table = single(guarded, { type: 'aws:dynamodb/table:Table' });
    assert.is(inputAt(table, 'globalSecondaryIndexes[1].name'), 'open');
    assert.is(inputAt(table, 'globalSecondaryIndexes[1].keySchemas[0].attributeName'), 'openShard');
    assert.is(inputAt(table, 'globalSecondaryIndexes[1].projectionType'), 'KEYS_ONLY');
  },
  'and the accounts of its owners are protected as the plan says': () => {
    const table = single(guarded, { type: 'aws:dynamodb/table:Table' });
    const players = single(guarded, { type: 'aws:cognito/userPool:UserPool' });
    for (const { protect, retainOnDelete } of [table, players]) assert.equal([protect, retainOnDelete], [true, true]);
    assert.is(table.inputs.deletionProtectionEnabled, true);
    assert.is(players.inputs.deletionProtection, 'ACTIVE');
    const open = single(bare, { type: 'aws:dynamodb/table:Table' });
    assert.equal([open.protect, open.retainOnDelete, open.inputs.deletionProtectionEnabled], [false, false, false]);
  },
});

const FUNCTION_NAMES = [...API_ENTRIES.map(entry => `api-${entry}-function`), 'status-advance-function'].sort();

check('each function', {
  "has the catalog's memory, its own role, and a log that does not grow for ever": () => {
    for (const record of both) {
      const functions = byType(record, FUNCTION);
      assert.equal(functions.map(({ name }) => name).sort(), FUNCTION_NAMES);
      for (const { inputs } of functions) {
        assert.is(inputs.memorySize, FUNCTION_MEMORY_MEGABYTES);
        assert.equal([inputs.runtime, inputs.architectures], ['nodejs24.x', ['arm64']]);
        assert.equal(inputs.tracingConfig, { mode: 'PassThrough' });
      }
      assert.is(new Set(functions.map(({ inputs }) => inputs.role)).size, functions.length);
      assert.is(new Set(functions.map(one => inputAt(one, 'loggingConfig.logGroup'))).size, functions.length);
      for (const group of byType(record, 'aws:cloudwatch/logGroup:LogGroup')) {
        assert.is(group.inputs.retentionInDays, LOG_RETENTION_DAYS);
      }
    }
  },
  'writes its own log and no other': () => {
    for (const one of byType(guarded, FUNCTION)) {
      const role = byType(guarded, 'aws:iam/role:Role').find(({ state }) => state.arn === one.inputs.role);
      const policy = byType(guarded, 'aws:iam/rolePolicy:RolePolicy').find(
        ({ inputs }) => inputs.role === role?.state.name,
      );
      const log = statementsOf(policy!).filter(({ Action }) =>
        [Action].flat().some(action => action.startsWith('logs:')),
      );
      const group = byType(guarded, 'aws:cloudwatch/logGroup:LogGroup').find(
        ({ state }) => state.name === inputAt(one, 'loggingConfig.logGroup'),
      );
      assert.equal(
        log.map(({ Resource }) => Resource),
        [[`${group!.state.arn}:*`]],
      );
      assert.ok(one.dependencies.includes(policy!.urn), 'may be called before it may work');
    }
  },
});

check('the API', {
  'asks for a token on every route': () => {
    for (const record of both) {
      const authorizer = single(record, { type: 'aws:apigatewayv2/authorizer:Authorizer' });
      const routes = byType(record, 'aws:apigatewayv2/route:Route');
      assert.equal(routes.map(({ inputs }) => inputs.routeKey).sort(), ROUTES.map(({ routeKey }) => routeKey).sort());
      for (const { inputs } of routes) {
        assert.equal([inputs.authorizationType, inputs.authorizerId], ['JWT', authorizer.id]);
      }
    }
  },
  'takes the tokens of its own pool, or of the issuer that the plan names': () => {
    const issued = (record: ProgramRecord) =>
      single(record, { type: 'aws:apigatewayv2/authorizer:Authorizer' }).inputs.jwtConfiguration;
    const pool = single(guarded, { type: 'aws:cognito/userPool:UserPool' });
    const client = single(guarded, { type: 'aws:cognito/userPoolClient:UserPoolClient' });
    assert.equal(issued(guarded), { issuer: `https://${pool.state.endpoint}`, audiences: [client.id] });
    assert.is(guarded.stackOutputs.clientId, client.id);
    assert.equal(issued(bare), { issuer: 'https://login.example.com/', audiences: ['hub', 'tools'] });
    for (const type of ['userPool:UserPool', 'userPoolDomain:UserPoolDomain', 'userPoolClient:UserPoolClient'])
      assert.equal(byType(bare, `aws:cognito/${type}`), []);
  },
  'lets nobody make an account for himself': () =>
    assert.is(
      inputAt(
        single(guarded, { type: 'aws:cognito/userPool:UserPool' }),
        'adminCreateUserConfig.allowAdminCreateUserOnly',
      ),
      true,
    ),
  'is throttled as the plan says, and logs every request': () => {
    const stage = single(guarded, { type: 'aws:apigatewayv2/stage:Stage' });
    assert.equal(stage.inputs.defaultRouteSettings, { throttlingRateLimit: 77, throttlingBurstLimit: 99 });
    assert.equal([stage.inputs.name, stage.inputs.autoDeploy], ['$default', true]);
    const log = single(guarded, { name: 'api-access-log' });
    assert.is(inputAt(stage, 'accessLogSettings.destinationArn'), log.state.arn);
  },
  'calls one function per route, which takes calls of that route alone': () => {
    const api = single(guarded, { type: 'aws:apigatewayv2/api:Api' });
    for (const { entry, routeKey } of ROUTES) {
      const request = routeKey.replace(' ', '').replace('{id}', '*');
      const route = single(guarded, { name: `api-${entry}-route` });
      const integration = single(guarded, { name: `api-${entry}-integration` });
      assert.is(route.inputs.target, `integrations/${integration.id}`);
      const { state } = functionOf(guarded, `api-${entry}`);
      assert.is(integration.inputs.integrationUri, state.invokeArn);
      const permission = single(guarded, { type: PERMISSION, name: `api-${entry}-invoke` });
      assert.equal(
        [permission.inputs.principal, permission.inputs.function, permission.inputs.sourceArn],
        ['apigateway.amazonaws.com', state.name, `${api.state.executionArn}/*/${request}`],
      );
    }
  },
  'waits longer than its functions run, and no longer than API Gateway can': () => {
    for (const entry of API_ENTRIES) {
      const { timeoutMilliseconds } = single(guarded, { name: `api-${entry}-integration` }).inputs;
      const { timeout } = functionOf(guarded, `api-${entry}`).inputs;
      assert.ok(Number(timeoutMilliseconds) > Number(timeout) * 1000 && Number(timeoutMilliseconds) <= 30_000);
    }
  },
  'tells its host without scheme or path': () =>
    assert.match(String(guarded.stackOutputs.apiDomainName), /^[a-z0-9]+\.execute-api\.us-east-1\.amazonaws\.com$/),
});

/** One for each queue, in the order of the pipeline, and one for jobs that end before their queue does. */
const RULES = () =>
  ['making', 'rigging', 'early-end'].map(queue => ({
    queue,
    rule: single(guarded, { name: `status-${queue}-stored` }),
  }));

check('the event of a stored manifest', {
  'is picked for the last stage of each queue, from the assets bucket, and nothing else': () => {
    const bucket = single(guarded, { name: 'store-assets-bucket' }).id;
    for (const { queue, rule } of RULES()) {
      assert.is(rule.inputs.eventBusName, undefined, 'S3 sends to the default bus');
      const lastStage = queue === 'making' ? 'image-to-3d' : 'package';
      const wildcard = queue === 'early-end' ? 'jobs/*/end.json' : `jobs/*/${lastStage}/*/manifest.json`;
      assert.equal(jsonAt(rule, 'eventPattern'), {
        source: ['aws.s3'],
        'detail-type': ['Object Created'],
        detail: { bucket: { name: [bucket] }, object: { key: [{ wildcard }] } },
      });
    }
    assert.is(byType(guarded, 'aws:cloudwatch/eventRule:EventRule').length, 3);
  },
  'goes to the advance function, which takes it from these rules alone': () => {
    const { state } = functionOf(guarded, 'status-advance');
    for (const { queue, rule } of RULES()) {
      const target = single(guarded, { name: `status-${queue}-target` });
      const permission = single(guarded, { type: PERMISSION, name: `status-${queue}-invoke` });
      assert.equal([target.inputs.rule, target.inputs.arn], [rule.state.name, state.arn]);
      assert.equal(
        [permission.inputs.principal, permission.inputs.function, permission.inputs.sourceArn],
        ['events.amazonaws.com', state.name, rule.state.arn],
      );
      assert.ok(target.dependencies.includes(permission.urn), 'an event may come before it may be handled');
    }
    const permissions = byType(guarded, PERMISSION).filter(({ inputs }) => inputs.function === state.name);
    assert.is(permissions.length, 3);
  },
  'is kept for a person, whichever way it was lost': () => {
    const lost = queueOf(guarded, 'status-lost');
    const retries = single(guarded, { type: 'aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig' });
    assert.is(inputAt(retries, 'destinationConfig.onFailure.destination'), lost.state.arn);
    assert.is(retries.inputs.functionName, functionOf(guarded, 'status-advance').state.name);
    const policy = single(guarded, { type: QUEUE_POLICY, name: 'status-lost-policy' });
    const allowed = statementsOf(policy).filter(({ Effect }) => Effect === 'Allow');
    assert.equal(
      allowed.map(({ Condition }) => Condition),
      [{ ArnEquals: { 'aws:SourceArn': RULES().map(({ rule }) => rule.state.arn) } }],
    );
    for (const { queue } of RULES()) {
      const target = single(guarded, { name: `status-${queue}-target` });
      assert.is(inputAt(target, 'deadLetterConfig.arn'), lost.state.arn);
      assert.ok(target.dependencies.includes(policy.urn), 'an event may come before it could be kept');
    }
    assert.is(guarded.stackOutputs.lostEventsQueueName, lost.state.name);
  },
});

const arnOf = (record: ProgramRecord, name: string) => String(queueOf(record, name).state.arn);

/** What Lambda does in the function's name. */
const LOG_ACTIONS = ['logs:CreateLogStream', 'logs:PutLogEvents'];
/** Is never called: it turns S3's 403 for what is not there into a 404. */
const BESIDE_CALLS = ['s3:ListBucket'];

check('a role', {
  'may do what its function calls, and write its log': () => {
    for (const entry of [...API_ENTRIES, 'advance'] as const) {
      const role = entry === 'advance' ? 'status-advance' : `api-${entry}`;
      const granted = Object.keys(grantsOf(guarded, role)).filter(action => !BESIDE_CALLS.includes(action));
      const called = callsOf(entry).filter(action => !(action === 's3:GetObject' && entry !== 'submit'));
      assert.equal(granted.sort(), [...called, ...LOG_ACTIONS].sort(), entry);
    }
  },
});

check('a message may be sent', {
  'by submit to the queue its kind of job begins in': () =>
    assert.equal(grantsOf(guarded, 'api-submit')['sqs:SendMessage'], [
      arnOf(guarded, 'making-queue'),
      arnOf(guarded, 'rigging-queue'),
    ]),
  'by get to none': () => assert.is(grantsOf(guarded, 'api-get')['sqs:SendMessage'], undefined),
  'by advance to the later queues, and to that of the lost events by Lambda for it': () => {
    assert.equal(grantsOf(guarded, 'status-advance')['sqs:SendMessage'], [
      arnOf(guarded, 'rigging-queue'),
      arnOf(guarded, 'status-lost'),
    ]);
    assert.equal(grantsOf(bare, 'status-advance')['sqs:SendMessage'], [arnOf(bare, 'status-lost')]);
  },
});

/** Starts the very code that would be deployed, with the very variables. */
async function handlerOf(record: ProgramRecord, name: string): Promise<(event: unknown) => Promise<unknown>> {
  const recorded = functionOf(record, name);
  const folder = mkdtempSync(join(tmpdir(), 'asset-hub-function-'));
  try {
    const file = join(folder, 'index.mjs');
    for (const name of ['index.mjs', 'plan.json'])
      writeFileSync(join(folder, name), archiveText(recorded, 'code', name));
    Object.assign(process.env, inputAt(recorded, 'environment.variables'), { AWS_REGION: 'us-east-1' });
    const [exported] = String(recorded.inputs.handler).split('.').slice(1);
    return (await import(pathToFileURL(file).href))[exported!];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

check('the deployed code', {
  'starts with the variables it is given, and sends a stranger away': async () => {
    const event = { requestContext: { requestId: 'r' }, isBase64Encoded: false };
    const names = API_ENTRIES.map(entry => `api-${entry}`);
    for (const [record, name] of both.flatMap(one => names.map(name => [one, name] as const))) {
      const answer = (await (await handlerOf(record, name))(event)) as { statusCode: number };
      assert.is(answer.statusCode, 401);
    }
  },
  'starts with the pipeline it is given, and leaves foreign files alone': async () => {
    for (const record of both) {
      const outcome = await (await handlerOf(record, 'status-advance'))({ detail: { object: { key: 'x/y' } } });
      assert.equal(outcome, { kind: 'ignored', reason: 'foreign-key' });
    }
  },
  'has the plan beside it, and knows where each queue is': () => {
    const plan = JSON.parse(archiveText(functionOf(bare, 'api-submit'), 'code', 'plan.json'));
    assert.is(plan.storage.assetRetentionDays, 5);
    assert.is(plan.gate, undefined, 'a change of what it does not decide by leaves it alone');
    const advance = inputAt(functionOf(guarded, 'status-advance'), 'environment.variables.QUEUE_URLS');
    assert.equal(JSON.parse(String(advance)), { rigging: queueOf(guarded, 'rigging-queue').id });
  },
});

check('every resource of the jobs', {
  "has the inputs of the provider's own types": () => {
    for (const { resources } of both) {
      assert.equal(
        resources.flatMap(resource => validateResource(resource)),
        [],
      );
    }
  },
  'is made by the explicit provider and named after its component': () => {
    for (const { urn, name, isCustom, type, providerUrn } of guarded.resources) {
      if (type.startsWith('pulumi:')) continue;
      if (isCustom) assert.match(String(providerUrn), /::aws$/, urn);
      assert.match(name, /^(sign-in|page|making|rigging|jobs|store|status|endpoint|api)/, urn);
    }
  },
});
