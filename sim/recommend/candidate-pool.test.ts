import * as assert from 'uvu/assert';
import { parseStackConfig } from '../../hub/plan/parse-stack-config.ts';
import { check } from '../../test/kit/check.ts';
import { stackText } from '../../test/kit/stack-plan.ts';
import { createPool } from './candidate-pool.ts';
import { defaultParameters } from './default-parameters.ts';
import { settingParameter } from './free-parameter.ts';

function prod() {
  const parsed = parseStackConfig({ text: stackText('prod'), file: 'Pulumi.prod.yaml', stack: 'prod' });
  if (parsed.kind === 'problems') throw new Error('the prod stack has problems');
  return parsed;
}

check('createPool', {
  'has the plan as it is as candidate 0': () => {
    const base = prod();
    const pool = createPool(base, [settingParameter('fleets.rigging.burst.maxCount', [60])]);
    assert.is(pool.open([0]), 0);
    assert.equal(pool.candidates[0]!.plan, base.plan);
  },
  'changes what was chosen and nothing else': () => {
    const pool = createPool(prod(), [
      settingParameter('fleets.rigging.burst.maxCount', [60]),
      settingParameter('fleets.generation.burst.bootPath', ['baked-ami']),
    ]);
    assert.is(pool.open([1, 0]), 1);
    const { plan, changes } = pool.candidates[1]!;
    assert.equal(changes, [{ path: 'fleets.rigging.burst.maxCount', value: 60 }]);
    assert.equal(
      plan.fleets.map(({ burst }) => [burst?.maxCount, burst?.bootPath]),
      [
        [50, 'weights-from-s3'],
        [60, 'weights-from-s3'],
      ],
    );
  },
  'has one number for one plan, however it was chosen': () => {
    const pool = createPool(prod(), [settingParameter('fleets.rigging.burst.maxCount', [100, 60])]);
    assert.equal([pool.open([1]), pool.open([2]), pool.open([2]), pool.candidates.length], [0, 1, 1, 2]);
  },
  'refuses what is no plan, and what the quotas do not allow': () => {
    const pool = createPool(prod(), [settingParameter('fleets.rigging.burst.maxCount', [-1, 400, 500])]);
    assert.equal([pool.open([1]), pool.open([2]), pool.open([3])], [undefined, undefined, undefined]);
    const [quota, invalid] = pool.refusals;
    assert.equal([quota?.count, quota?.problem.path], [2, 'quotas.spotVcpuMax']);
    assert.match(quota!.problem.message, /does not cover the maxCount of all burst groups/);
    assert.equal([invalid?.count, invalid?.problem.path], [1, 'fleets.rigging.burst.maxCount']);
  },
  'leaves out changes of what another choice has taken away': () => {
    const base = prod();
    const parameters = defaultParameters(base.plan, true);
    const structure = parameters.findIndex(({ name }) => name === 'structure');
    const cap = parameters.findIndex(({ name }) => name === 'fleets.rigging.burst: machines');
    const pool = createPool(base, parameters);
    const asIs = parameters.map(() => 0);
    const merged = pool.open(asIs.with(structure, 1));
    assert.is(pool.open(asIs.with(structure, 1).with(cap, 1)), merged);
    assert.equal(
      pool.candidates[merged!]!.plan.fleets.map(({ name, queues }) => [name, queues]),
      [['generation', ['rigging', 'generation']]],
    );
  },
});

check('defaultParameters', {
  'each have choices that make plans, but for those over the quotas': () => {
    const base = prod();
    const parameters = defaultParameters(base.plan, true);
    const pool = createPool(base, parameters);
    for (const [parameter, { choices }] of parameters.entries()) {
      for (let choice = 1; choice < choices.length; choice += 1)
        pool.open(parameters.map(() => 0).with(parameter, choice));
    }
    assert.equal(
      pool.refusals.map(({ problem }) => problem.path),
      ['quotas.spotVcpuMax'],
    );
    assert.ok(pool.candidates.length > 30, String(pool.candidates.length));
  },
  'try the machines that are named, beside those that a group has': () => {
    const { plan } = prod();
    const types = ['g4dn.4xlarge', 'g6e.xlarge'] as const;
    const tried = defaultParameters(plan, false, types)
      .flatMap(({ choices }) => choices)
      .flatMap(({ changes }) => changes)
      .filter(({ path }) => path.endsWith('.instanceTypes'))
      .map(({ value }) => String(value));
    const present = plan.fleets.map(({ burst }) => String(burst?.instanceTypes));
    // The GPU fleet is cheapest on the fastest GPU, the CPU fleet on the most threads.
    assert.equal(
      new Set(tried),
      new Set([...present, 'g6e.xlarge', 'g6e.xlarge,g4dn.4xlarge', 'g4dn.4xlarge', 'g4dn.4xlarge,g6e.xlarge']),
    );
  },
  'touch what stands between rushes only where quiet hours are seen': () => {
    const names = (isWholeDay: boolean) => defaultParameters(prod().plan, isWholeDay).map(({ name }) => name);
    const standing = (all: readonly string[]) => all.filter(name => /minCount|warmPool/.test(name)).length;
    assert.equal([standing(names(false)), standing(names(true))], [0, 4]);
  },
});
