/** The two stack files of the repository: they are right, and what their comments say is true. */
import { readFileSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { parse } from 'yaml';
import { predict } from '../../infra/preview/predict.ts';
import { costTables } from '../../sim/cost/cost-tables.ts';
import { check, near } from '../../test/kit/check.ts';
import { INSTANCE_TYPES } from '../catalog/instances.ts';
import { PRICES } from '../catalog/prices.ts';
import { HOURS_PER_MONTH, SECONDS_PER_HOUR, SECONDS_PER_MINUTE } from '../units.ts';
import { groupsOf } from './groups-of.ts';
import { parseStackConfig } from './parse-stack-config.ts';

const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');

function stack(name: string) {
  const file = `Pulumi.${name}.yaml`;
  const parsed = parseStackConfig({ text: read(file), file, stack: name });
  if (parsed.kind === 'plan') return parsed;
  throw new Error(JSON.stringify(parsed.problems, undefined, 1));
}

/** What the groups of a pattern match in a stack file's comments, however its lines are broken. */
function said(name: string, pattern: RegExp): readonly string[] {
  const match = pattern.exec(read(`Pulumi.${name}.yaml`).replace(/\n *#/g, ''));
  if (match === null) throw new Error(`Pulumi.${name}.yaml says nothing like ${pattern}`);
  return match.slice(1);
}

const volumeUsdPerMonth = 100 * PRICES.ebsGp3GibibyteMonth.usd + (437 - 125) * PRICES.ebsGp3ThroughputMonth.usd;

check('Pulumi.prod.yaml', {
  'is right and gives no cause for warnings': () => assert.equal(stack('prod').warnings, []),
  'has two fleets, each with one instance always on, and a hundred and fifty together on Spot': () => {
    const { plan } = stack('prod');
    assert.equal(
      plan.fleets.map(fleet => fleet.name),
      ['generation', 'rigging'],
    );
    for (const { base, burst } of plan.fleets)
      assert.equal([base?.minCount, base?.maxCount, burst?.minCount], [1, 4, 0]);
    assert.is(
      plan.fleets.reduce((sum, { burst }) => sum + burst!.maxCount, 0),
      150,
    );
  },
  'tells the truth about what idle capacity costs': () => {
    near(INSTANCE_TYPES['g4dn.xlarge'].onDemandUsdPerHour * HOURS_PER_MONTH, 384, 0.5);
    near(volumeUsdPerMonth, 20, 0.5);
    near(PRICES.natGatewayHour.usd * HOURS_PER_MONTH, 33, 0.5);
  },
  'tells the truth about what its crowd waits and pays, and has a budget for ten of them': async () => {
    const { plan } = stack('prod');
    const prediction = await predict(plan);
    const [month, each, crowdUsd, sum] = said(
      'prod',
      /([\d.]+) a month for what is always there, and (ten) flash crowds of 10,000 at ([\d.]+) each are ([\d.]+)/,
    );
    assert.is(each, 'ten');
    near(Number(month), costTables(plan).perMonth.totalUsdPerMonth, 0.5);
    near(Number(crowdUsd), plan.gate.users * prediction.costUsdPerCharacter!, 0.05);
    near(Number(sum), Number(month) + 10 * Number(crowdUsd), 0.5);
    assert.ok(plan.budget.monthlyUsdMax >= Number(sum));
    const [priceUsd] = said('prod', /pay ([\d.]+) USD each/);
    assert.is(priceUsd, prediction.costUsdPerCharacter!.toFixed(5));
    const [hours, minutes] = said('prod', /wait (\d+) h (\d+) min at p95/);
    near(
      (Number(hours) * SECONDS_PER_HOUR) / SECONDS_PER_MINUTE + Number(minutes),
      prediction.waitSecondsP95.generation! / SECONDS_PER_MINUTE,
      0.5,
    );
  },
});

check('Pulumi.dev.yaml', {
  'is right and gives no cause for warnings': () => assert.equal(stack('dev').warnings, []),
  'scales to zero, keeps no warm pool and pays for no gateway': () => {
    const { plan } = stack('dev');
    const groups = groupsOf(stack('dev').sources.input);
    assert.ok(
      groups.every(({ group }) => group.minCount === 0 && !('warmPool' in group && group.warmPool !== undefined)),
    );
    assert.is(plan.network.natGatewayCount, 0);
  },
  'tells the truth about what it costs asleep': () => {
    const { rows, totalUsdPerMonth } = costTables(stack('dev').plan).perMonth;
    const [about, stored, alarms] = said('dev', /costs about ([\d.]+) USD a month.*upkeep ([\d.]+), alarms ([\d.]+)\./);
    near(Number(about), totalUsdPerMonth, 0.5);
    near(Number(alarms), rows.find(({ item }) => item === 'alarms')!.usdPerMonth, 0.005);
    near(Number(stored), totalUsdPerMonth - Number(alarms), 0.005);
  },
  'wakes for the very first job': () => {
    const policies = stack('dev').plan.fleets.flatMap(fleet => fleet.burst?.policies ?? []);
    assert.ok(policies.some(policy => policy.kind === 'step' && policy.comparison === '>' && policy.threshold === 0));
  },
  'costs three cents an hour for volume and address beside each instance': () =>
    near(volumeUsdPerMonth / HOURS_PER_MONTH + PRICES.publicIpv4Hour.usd, 0.03, 0.005),
});

check('Pulumi.yaml', {
  'names the project whose namespace the stack files use': () => {
    const project = parse(read('Pulumi.yaml')) as {
      name: string;
      runtime: { name: string; options: { typescript: boolean } };
    };
    assert.is(project.name, 'asset-hub');
    assert.equal(project.runtime, { name: 'nodejs', options: { typescript: false } });
  },
});
