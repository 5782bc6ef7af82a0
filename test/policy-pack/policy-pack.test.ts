/** Both stacks before the real pack: started as the Pulumi CLI starts it, asked as the engine asks it. */
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { ASSET_HUB_POLICIES } from '../../infra/policy-pack/asset-hub-policies.ts';
import { SUPPRESSIONS } from '../../infra/policy-pack/suppressions.ts';
import type { Prediction } from '../../infra/preview/predict.ts';
import { check } from '../kit/check.ts';
import type { ProgramRecord } from '../pulumi-host/program-record.ts';
import { inputAt, single } from '../pulumi-host/queries.ts';
import { previewedStack, recordedStack } from '../pulumi-host/recorded-stack.ts';
import { withAnother, withInputs, without, withStackOutputs } from './changed-record.ts';
import { driveAnalyzer, type Violation } from './drive-analyzer.ts';

const STACKS = ['dev', 'prod'] as const;

const brief = ({ policy, resource }: Pick<Violation, 'policy' | 'resource'>) => `${policy} at ${resource}`;

const WORKER_PERMISSIONS = { type: 'aws:iam/rolePolicy:RolePolicy', name: 'rigging-worker-permissions' };
const TEMPLATE = { type: 'aws:ec2/launchTemplate:LaunchTemplate', name: 'generation-burst-template' };
const PUBLIC_ACCESS_BLOCK = {
  type: 'aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock',
  name: 'store-assets-public-access',
};
const EVERYTHING = JSON.stringify({ Statement: { Effect: 'Allow', Action: '*', Resource: '*' } });
const CAPACITY_PLAN = { type: 'assethub:capacity:CapacityPlan', name: 'capacity-plan' };

type Defect = {
  readonly plant: (record: ProgramRecord) => ProgramRecord;
  /** What has to be said of it. */
  readonly found: readonly string[];
};

const DEFECTS: Readonly<Record<string, Defect>> = {
  'a queue that is not encrypted': {
    plant: record =>
      withInputs(record, { type: 'aws:sqs/queue:Queue', name: 'generation-queue' }, { sqsManagedSseEnabled: false }),
    found: ['sqs-encrypted at generation-queue'],
  },
  'a queue without its policy': {
    plant: record => without(record, { type: 'aws:sqs/queuePolicy:QueuePolicy', name: 'rigging-queue-policy' }),
    found: ['sqs-has-policy at rigging-queue'],
  },
  'a launch template that takes metadata requests without a token, from afar': {
    plant: record =>
      withInputs(record, TEMPLATE, { metadataOptions: { httpTokens: 'optional', httpPutResponseHopLimit: 2 } }),
    found: [
      'launch-template-imds-one-hop at generation-burst-template',
      'launch-template-imdsv2 at generation-burst-template',
    ],
  },
  'a bucket without its public access block': {
    plant: record => without(record, PUBLIC_ACCESS_BLOCK),
    found: ['s3-has-public-access-block at store-assets-bucket'],
  },
  'a worker that may do everything': {
    plant: record => withInputs(record, WORKER_PERMISSIONS, { policy: EVERYTHING }),
    found: ['iam-named-actions at rigging-worker-permissions', 'iam-named-resources at rigging-worker-permissions'],
  },
  'a route for everybody': {
    plant: record =>
      withInputs(
        record,
        { type: 'aws:apigatewayv2/route:Route', name: 'api-submit-route' },
        { authorizationType: 'NONE' },
      ),
    found: ['api-route-authorizes at api-submit-route'],
  },
  'a way in': {
    plant: record =>
      withAnother(
        record,
        { type: 'aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule', name: 'network-workers-https' },
        'aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule',
        { description: 'SSH', ipProtocol: 'tcp', fromPort: 22, toPort: 22, cidrIpv4: '0.0.0.0/0' },
      ),
    found: ['security-group-no-ingress-rule at network-workers-https-2'],
  },
  'a VPC whose default group is left as it is': {
    plant: record =>
      without(record, { type: 'aws:ec2/defaultSecurityGroup:DefaultSecurityGroup', name: 'network-default' }),
    found: ['awsx-vpc-closes-default-group at network-vpc'],
  },
  'a table of prod that a slip can delete': {
    plant: record =>
      withInputs(
        record,
        { type: 'aws:dynamodb/table:Table', name: 'jobs-table' },
        { deletionProtectionEnabled: false },
      ),
    found: ['table-deletion-protection at jobs-table'],
  },
  'a threshold that the prediction breaks': {
    plant: record =>
      withInputs(record, CAPACITY_PLAN, {
        verdicts: [
          { threshold: 'cost_usd_per_character<0.01', value: 0.02, outcome: 'broken' },
        ] satisfies Prediction['verdicts'],
      }),
    found: ['predicted-thresholds-kept at capacity-plan'],
  },
};

const pack = await driveAnalyzer(join(import.meta.dirname, '../../infra/policy-pack'));
const prod = await recordedStack('prod');
const defective = Object.values(DEFECTS).reduce((record, { plant }) => plant(record), prod);
const found = (await pack.judge(defective)).map(brief);

check('the pack', {
  'starts, and tells Pulumi of every policy': async () => {
    const told = await pack.policies();
    assert.equal(
      told.map(({ name, description, level }) => ({ name, description, level })),
      ASSET_HUB_POLICIES.map(({ name, description, enforcementLevel: level }) => ({ name, description, level })),
    );
  },
  'finds nothing in either stack, when it is deployed': async () => {
    for (const stack of STACKS) assert.equal(await pack.judge(await recordedStack(stack)), []);
  },
  'nor in a first preview, where half is unknown': async () => {
    for (const stack of STACKS) assert.equal(await pack.judge(await previewedStack(stack)), []);
  },
});

check('every suppression', {
  'silences something, and only that': async () => {
    const unsuppressed = await driveAnalyzer(join(import.meta.dirname, 'unsuppressed'));
    const silenced = new Set<number>();
    for (const stack of STACKS) {
      for (const violation of await unsuppressed.judge(await recordedStack(stack))) {
        const index = SUPPRESSIONS.findIndex(
          ({ rule, resources, stack: only = stack }) =>
            rule === violation.policy && only === stack && resources.test(violation.resource),
        );
        assert.is.not(index, -1, `${brief(violation)} in ${stack} is not suppressed`);
        silenced.add(index);
      }
    }
    assert.is(silenced.size, SUPPRESSIONS.length, 'a suppression silences nothing any more');
  },
});

check('the pack finds, planted into prod,', {
  ...Object.fromEntries(
    Object.entries(DEFECTS).map(([defect, { found: wanted }]) => [
      defect,
      () => {
        for (const one of wanted) assert.ok(found.includes(one), `${one} is not among\n${found.join('\n')}`);
      },
    ]),
  ),
  'and nothing else': () =>
    assert.equal(
      found,
      Object.values(DEFECTS)
        .flatMap(defect => defect.found)
        .toSorted(),
    ),
});

const limits = (costUsdPerCharacterMax: number) => ({
  'predicted-cost-per-character': { costUsdPerCharacterMax },
  'exported-cost-per-character': { costUsdPerCharacterMax },
});

/** What of prod says a price: the rest has been judged above. */
const PRICED: readonly string[] = ['pulumi:pulumi:Stack', CAPACITY_PLAN.type];
const priced: ProgramRecord = { ...prod, resources: prod.resources.filter(({ type }) => PRICED.includes(type)) };

check('a limit of the platform', {
  'is kept by a plan below it, and ends the update of one above': async () => {
    const price = Number(inputAt(single(priced, CAPACITY_PLAN), 'costUsdPerCharacter'));
    const dearer = withStackOutputs(withInputs(priced, CAPACITY_PLAN, { costUsdPerCharacter: price * 2 }), {
      predictedCostUsdPerCharacter: price * 2,
    });
    await pack.configure(limits(price * 1.5));
    assert.equal(await pack.judge(priced), []);
    const violations = await pack.judge(dearer);
    assert.equal(violations.map(brief), [
      'exported-cost-per-character at asset-hub-prod',
      'predicted-cost-per-character at capacity-plan',
    ]);
    for (const { level, message } of violations) {
      assert.is(level, 'mandatory');
      assert.match(message, /^predicted 0\.0\d+ USD per character, at most 0\.0\d+ USD is allowed$/);
    }
    await pack.configure({});
    assert.equal(await pack.judge(dearer), []);
  },
  'is not escaped by a program that predicts nothing': async () => {
    await pack.configure(limits(1));
    const silent = withStackOutputs(without(priced, CAPACITY_PLAN), { predictedCostUsdPerCharacter: null });
    assert.equal((await pack.judge(silent)).map(brief), ['exported-cost-per-character at asset-hub-prod']);
    await pack.configure({});
  },
});
