/** Upkeep, scaling on submit and the functions' plan, in Pulumi's own language host: prod, which scales on submits, and a plan that does not. */
import * as assert from 'uvu/assert';
import { functionPlanOf } from '../../hub/plan/function-plan.ts';
import { callsOf } from '../../test/aws-calls/aws-calls.ts';
import { check } from '../../test/kit/check.ts';
import { stackPlan, stackText } from '../../test/kit/stack-plan.ts';
import { validateResource } from '../../test/provider-schema/validate-resource.ts';
import { grantsOf } from '../../test/pulumi-host/grants-of.ts';
import type { ProgramRecord, ResourceRecord } from '../../test/pulumi-host/program-record.ts';
import { archiveText, byType, inputAt, single } from '../../test/pulumi-host/queries.ts';
import { recordProgram } from '../../test/pulumi-host/record-program.ts';
import { recordedStack } from '../../test/pulumi-host/recorded-stack.ts';

const QUEUE = 'aws:sqs/queue:Queue';
const FUNCTION = 'aws:lambda/function:Function';
const GROUP = 'aws:autoscaling/group:Group';

// A small crowd: the program plays the plan before it builds it.
const text = stackText('prod')
  .replaceAll('- preset: scale-on-submit', '- preset: backlog-tracking')
  .replace('users: 10000', 'users: 50')
  .replace('enforce: true', 'enforce: false');
const tracking = await recordProgram({ stack: 'prod', isPreview: false, stackText: text });
const scaling = await recordedStack('prod');

const functionOf = (record: ProgramRecord, name: string) =>
  single(record, { type: FUNCTION, name: `${name}-function` });
const queueOf = (record: ProgramRecord, name: string) => single(record, { type: QUEUE, name });
const variableOf = ({ inputs }: ResourceRecord, name: string) =>
  (inputs.environment as { variables: Record<string, string> }).variables[name];
const arnsOf = (records: readonly ResourceRecord[]) => records.map(({ state }) => String(state.arn));

/** What Lambda does in their name. */
const BY_LAMBDA = ['logs:CreateLogStream', 'logs:PutLogEvents'];
const BY_LAMBDA_WITH_QUEUE = ['sqs:DeleteMessage', 'sqs:ReceiveMessage'];

check('the programs', {
  'end well, and make what AWS takes': () => {
    assert.is(scaling.exitCode, 0, `${JSON.stringify(scaling.logs)}${scaling.stderr}`);
    const ours = scaling.resources.filter(({ name }) => /^(upkeep|scaling)-/.test(name));
    assert.ok(ours.length > 12);
    assert.equal(
      ours.flatMap(resource => validateResource(resource)),
      [],
    );
  },
});

check('a function that decides', {
  'finds its plan beside its code, and nothing more than that': () => {
    const plan = JSON.parse(JSON.stringify(functionPlanOf(stackPlan('prod'))));
    for (const name of ['upkeep-reconcile', 'status-events-advance']) {
      assert.equal(JSON.parse(archiveText(functionOf(scaling, name), 'code', 'plan.json')), plan);
    }
  },
});

check('reconcile', {
  'is called every minute, by this rule alone, and not again when it fails': () => {
    const rule = single(scaling, { name: 'upkeep-every-minute' });
    assert.is(rule.inputs.scheduleExpression, 'rate(1 minute)');
    const { state, inputs } = functionOf(scaling, 'upkeep-reconcile');
    assert.is(inputs.timeout, 60);
    const permission = single(scaling, { name: 'upkeep-invoke' });
    assert.equal([permission.inputs.function, permission.inputs.sourceArn], [state.name, rule.state.arn]);
    const target = single(scaling, { name: 'upkeep-target' });
    assert.equal([target.inputs.rule, target.inputs.arn], [rule.state.name, state.arn]);
    assert.ok(target.dependencies.includes(permission.urn));
    assert.is(single(scaling, { name: 'upkeep-retries' }).inputs.maximumRetryAttempts, 0);
  },
  'knows every group by its fleet and kind': () => {
    const names = JSON.parse(variableOf(functionOf(scaling, 'upkeep-reconcile'), 'GROUP_NAMES')!);
    for (const fleet of ['generation', 'rigging']) {
      for (const kind of ['base', 'burst']) {
        assert.is(names[fleet][kind], single(scaling, { type: GROUP, name: `${fleet}-${kind}-group` }).state.name);
      }
    }
  },
  'may do what its code does, on what it is about': () => {
    const grants = grantsOf(scaling, 'upkeep-reconcile');
    assert.equal(Object.keys(grants).sort(), [...callsOf('reconcile'), ...BY_LAMBDA].sort());
    const table = String(single(scaling, { type: 'aws:dynamodb/table:Table' }).state.arn);
    assert.equal(grants['dynamodb:Query'], [`${table}/index/open`]);
    assert.equal(grants['dynamodb:UpdateItem'], [table]);
    const queues = arnsOf(['generation-queue', 'rigging-queue'].map(name => queueOf(scaling, name)));
    assert.equal([grants['sqs:SendMessage'], grants['sqs:GetQueueAttributes']], [queues, queues]);
    assert.equal(grants['s3:ListBucket'], arnsOf([single(scaling, { name: 'store-assets-bucket' })]));
  },
});

check('scaling on submit', {
  'makes nothing where no policy wants it': () => {
    assert.equal(
      tracking.resources.filter(({ name }) => name.startsWith('scaling')),
      [],
    );
    assert.is(variableOf(functionOf(tracking, 'status-events-advance'), 'SCALE_QUEUE_URL'), undefined);
  },
  'is called for the hints of whoever sends a job to a queue': () => {
    const hints = queueOf(scaling, 'scaling-hints');
    const source = single(scaling, { type: 'aws:lambda/eventSourceMapping:EventSourceMapping' });
    const { state, inputs } = functionOf(scaling, 'scaling-scale');
    assert.equal([source.inputs.eventSourceArn, source.inputs.functionName], [hints.state.arn, state.name]);
    assert.is(inputAt(source, 'scalingConfig.maximumConcurrency'), 2);
    assert.ok(Number(hints.inputs.visibilityTimeoutSeconds) >= 6 * Number(inputs.timeout));
    assert.is(variableOf(functionOf(scaling, 'status-events-advance'), 'SCALE_QUEUE_URL'), hints.id);
    assert.ok(grantsOf(scaling, 'status-events-advance')['sqs:SendMessage']?.includes(String(hints.state.arn)));
  },
  'may do what its code does, and change the groups whose policies want it': () => {
    const grants = grantsOf(scaling, 'scaling-scale');
    const called = [...callsOf('scale'), ...BY_LAMBDA, ...BY_LAMBDA_WITH_QUEUE];
    assert.equal(Object.keys(grants).sort(), called.sort());
    const bursts = byType(scaling, GROUP).filter(({ name }) => name.endsWith('-burst-group'));
    assert.equal(grants['autoscaling:SetDesiredCapacity'], arnsOf(bursts));
    assert.equal(grants['sqs:ReceiveMessage'], arnsOf([queueOf(scaling, 'scaling-hints')]));
  },
  'leaves no policy of Auto Scaling behind': () => {
    const policies = byType(scaling, 'aws:autoscaling/policy:Policy').map(({ name }) => name);
    assert.ok(policies.some(name => name.includes('scale-in-when-idle')));
    assert.ok(policies.every(name => !name.includes('scale-on-submit')));
  },
});
