/**
 * docs/OPERATIONS.md works: its blocks are run for dev in an empty account of an emulator, and its numbers are the code's. In
 * test/operations, prod.test.ts runs what differs in prod, and planted.test.ts shows that mistakes would be noticed.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { LOG_RETENTION_DAYS } from '../hub/catalog/request-counts.ts';
import { DEAD_LETTER_RETENTION_SECONDS } from '../hub/job/retention.ts';
import { watchAlarmsOf } from '../hub/plan/watch-alarms.ts';
import { SECONDS_PER_DAY } from '../hub/units.ts';
import { USER_POOL } from '../infra/api/user-pool.ts';
import { weightsFolderOf } from '../infra/boot/boot-settings.ts';
import { KEPT_IMAGE_COUNT } from '../infra/images/image-lifecycle.ts';
import { PREDICTION_POLICIES } from '../infra/policy-pack/prediction-policies.ts';
import { costTables } from '../sim/cost/cost-tables.ts';
import { check, golden } from '../test/kit/check.ts';
import { stackPlan } from '../test/kit/stack-plan.ts';
import { STUCK_JOB_IDS } from '../test/operations/make-troubles.ts';
import { openAccount, WEIGHTS_MANIFEST } from '../test/operations/open-account.ts';
import { pageScript } from '../test/operations/page-script.ts';
import { recordedStack } from '../test/pulumi-host/recorded-stack.ts';
import { shellcheck } from '../test/shellcheck/shellcheck.ts';

const root = join(import.meta.dirname, '..');
const page = readFileSync(join(root, 'docs/OPERATIONS.md'), 'utf8');
const dev = stackPlan('dev');
const prod = stackPlan('prod');
const plans = { dev, prod };

const account = await openAccount('dev');

const textOf = async (query: Promise<Record<string, unknown>>, ...path: string[]): Promise<unknown> =>
  path.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], await query);

/** Attributes of one of the recorded queues, as moto has it after the page. */
const messageCount = async (QueueUrl: string): Promise<number> => {
  const AttributeNames = ['ApproximateNumberOfMessages'];
  const answer = account.cli.call('sqs', 'get_queue_attributes', { QueueUrl, AttributeNames });
  return Number(await textOf(answer, 'Attributes', 'ApproximateNumberOfMessages'));
};

check('the shell blocks', {
  'are all that can be run': () => {
    const fences = [...page.matchAll(/^```(\w*)$/gm)].map(match => match[1]);
    assert.equal([...new Set(fences)].toSorted(), ['', 'bash']);
  },
  'please ShellCheck': () => assert.equal(shellcheck('docs/OPERATIONS.md', pageScript(page)), []),
  'would not if one had a mistake': () => {
    const line = page.split('\n').findIndex(text => text.startsWith('pulumi login')) + 1;
    const script = pageScript(page.replace('pulumi login "s3://$state_bucket"', 'pulumi login s3://$state_bucket'));
    assert.match(shellcheck('docs/OPERATIONS.md', script).join(), new RegExp(`^docs/OPERATIONS.md:${line} SC2086 `));
  },
});

check('the page, from top to bottom in dev', {
  works: () => account.expectToWork(pageScript(page)),
  'leaves weights where a boot looks for them, as it wants them': async () => {
    const Bucket = String(account.record.stackOutputs.assetsBucket);
    const folder = weightsFolderOf(dev);
    const { Contents } = await account.cli.call('s3', 'list_objects_v2', { Bucket });
    const keys = (Contents as readonly { readonly Key: string }[]).map(({ Key }) => Key);
    const named = WEIGHTS_MANIFEST.trim()
      .split('\n')
      .map(line => `${folder}/${line.split('  ')[1]}`);
    assert.equal(keys.toSorted(), [...named, `${folder}/manifest.sha256`].toSorted());
    const { stdout } = await account.cli.run(['s3', 'cp', `s3://${Bucket}/${folder}/manifest.sha256`, '-']);
    assert.is(stdout, WEIGHTS_MANIFEST);
  },
  'leaves a page where the distribution looks for it': async () => {
    const { bucket: Bucket } = account.record.stackOutputs.page as { readonly bucket: string };
    const { Contents } = await account.cli.call('s3', 'list_objects_v2', { Bucket });
    const keys = (Contents as readonly { readonly Key: string }[]).map(({ Key }) => Key);
    assert.equal(keys.toSorted(), ['assets/index-DuR1Xs9k.js', 'index.html']);
    const front = account.cli.call('s3', 'head_object', { Bucket, Key: 'index.html' });
    assert.is(await textOf(front, 'CacheControl'), 'no-cache');
  },
  'brings the jobs on whose events were lost': async () => {
    const TableName = String(account.record.stackOutputs.jobTableName);
    for (const jobId of STUCK_JOB_IDS) {
      const item = account.cli.call('dynamodb', 'get_item', { TableName, Key: { jobId: { S: jobId } } });
      assert.is(await textOf(item, 'Item', 'queue', 'S'), 'rigging');
    }
    const { generation, rigging } = account.record.stackOutputs.queueUrls as Record<string, Record<string, string>>;
    assert.is(await messageCount(rigging!.url!), STUCK_JOB_IDS.length);
    // The first job, which was taken out again.
    assert.is(await messageCount(generation!.url!), 0);
  },
  'takes away what Pulumi did not make': async () => {
    assert.equal(await textOf(account.cli.call('ec2', 'describe_images', { Owners: ['self'] }), 'Images'), []);
    const parameters = account.cli.call('ssm', 'get_parameters_by_path', { Path: '/asset-hub', Recursive: true });
    assert.equal(await textOf(parameters, 'Parameters'), []);
  },
});

/** The page says so, with the numbers of the code. */
const says =
  (...sentences: readonly string[]) =>
  () => {
    const text = page.replace(/\s+/g, ' ');
    for (const sentence of sentences) assert.ok(text.includes(sentence), sentence);
  };
const usd = (amount: number): string => `$${amount.toFixed(2)}`;
const versionOf = (file: string, pattern: RegExp): string =>
  pattern.exec(readFileSync(join(root, file), 'utf8'))?.[1] ?? `no version in ${file}`;
const { base } = prod.fleets[0]!;

/** The page with the sentences that change with every price and every policy, as they are now. */
async function renewed(): Promise<string> {
  const { logs } = await recordedStack('dev');
  const prediction = logs.find(({ message }) => message.startsWith('predicted for'))?.message ?? 'no prediction';
  const [devMonth, prodMonth] = [dev, prod].map(plan => usd(costTables(plan).perMonth.totalUsdPerMonth));
  return page
    .replace(/dev is \$[\d.]+ a month and prod \$[\d.]+,/, () => `dev is ${devMonth} a month and prod ${prodMonth},`)
    .replace(/^ {4}predicted for .*$/m, () => `    ${prediction}`);
}

check('the numbers of the page', {
  'are what a month of sleep costs, and what a preview predicts': async () =>
    golden(join(root, 'docs/OPERATIONS.md'), await renewed()),
  'are the versions of the tools': says(
    `| Pulumi CLI | ${versionOf('package.json', /"@pulumi\/pulumi": "([\d.]+)"/)}, as its SDK`,
    `| Packer | ${versionOf('infra/ami/worker.pkr.hcl', /required_version = ">= ([\d.]+)"/)} or later |`,
  ),
  'are the quotas of the plans': says(
    ...Object.entries(plans).map(
      ([stack, { quotas }]) => `| ${stack} | ${quotas.onDemandVcpuMax} | ${quotas.spotVcpuMax} |`,
    ),
  ),
  'are the instances that prod keeps': () => {
    for (const fleet of prod.fleets) {
      assert.equal([fleet.base?.minCount, fleet.base?.warmPool?.minCount], [base?.minCount, base?.warmPool?.minCount]);
    }
    says(
      `Prod keeps ${base?.minCount} on-demand instance and ${base?.warmPool?.minCount} pooled ones per fleet`,
      `be given up after ${base?.bootTimeoutSeconds} s`,
    )();
    assert.ok(dev.fleets.every(fleet => (fleet.base?.minCount ?? 0) + (fleet.burst?.minCount ?? 0) === 0));
  },
  'are the times and counts of the plan': says(
    `has ${base?.drainSeconds} s to finish its job`,
    `gives it ${base?.drainSeconds} s to finish its job`,
    `The last ${KEPT_IMAGE_COUNT} container images are kept`,
    `kept for ${DEAD_LETTER_RETENTION_SECONDS / SECONDS_PER_DAY} days`,
    `all are kept ${LOG_RETENTION_DAYS} days`,
    `a temporary password, which lasts ${USER_POOL.passwordPolicy.temporaryPasswordValidityDays} days`,
    `prod: ${prod.observability.oldestAgeAlarmSeconds}; dev has no such alarm`,
  ),
});

check('the limits of the page', {
  'are those of the policy pack, as its configuration wants them': () => {
    const block = /^ {4}\{\n(?: {4}.*\n)+? {4}\}$/m.exec(page)?.[0];
    const limits = JSON.parse(block ?? '{}') as Record<string, Record<string, number>>;
    const limited = PREDICTION_POLICIES.flatMap(policy =>
      'configSchema' in policy ? [[policy.name, Object.keys(policy.configSchema!.properties)]] : [],
    );
    assert.equal(
      Object.entries(limits).map(([name, limit]) => [name, Object.keys(limit)]),
      limited,
    );
  },
});

check('the alarms of the page', {
  'are those that call a person': () => {
    const kinds = new Set([...watchAlarmsOf(dev), ...watchAlarmsOf(prod)].map(({ kind }) => kind));
    const section = page.slice(page.indexOf('### Alarms'), page.indexOf('### Money'));
    const named = [...section.matchAll(/^\| `([\w-]+)` \|/gm)].map(match => match[1]);
    assert.equal(named.toSorted(), [...kinds].toSorted());
  },
});
