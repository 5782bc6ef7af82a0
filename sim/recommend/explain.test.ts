import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { near } from '../../test/kit/near.ts';
import type { Observation } from './contest.ts';
import { loserGroups, pointsOf, ruleReaches } from './explain.ts';
import type { Fate, Selection } from './select-plan.ts';

const RULE = {
  text: 'p95(turnaround_seconds)<600',
  statistic: 'p95',
  metric: 'turnaround_seconds',
  labels: {},
  operator: '<',
  limit: 600,
} as const;
/** Two replications of each: the winner, one that is slower, one that is dearer, one that is nearly as cheap, one without price. */
const PLANS: readonly (readonly [fate: Fate, costUsd: number | null, waitSeconds: number])[] = [
  [{ kind: 'won' }, 1, 500],
  [{ kind: 'breaks', rule: 0 }, 0.8, 900],
  [{ kind: 'dearer', than: 0 }, 1.5, 400],
  [{ kind: 'dearer', than: 0 }, 1.005, 550],
  [{ kind: 'priceless' }, null, 100],
  [{ kind: 'breaks', rule: 0 }, 0.7, 700],
];
const twice = (costUsd: number | null, waitSeconds: number): readonly Observation[] =>
  [-0.01, 0.01].map(noise => ({
    costUsd: costUsd === null ? null : costUsd * (1 + noise),
    waitSeconds,
    checks: [waitSeconds],
  }));
const selection: Selection = {
  winner: 0,
  fates: PLANS.map(([fate]) => fate),
  observations: PLANS.map(([, costUsd, waitSeconds]) => twice(costUsd, waitSeconds)),
  lossRatioMax: 0,
  stoppedBy: 'alone',
  replicationCount: 12,
};

check('loserGroups', {
  'say for each fate how many, how near and how far': () => {
    const groups = loserGroups({ selection, answer: 0 }, [RULE]);
    assert.equal(
      groups.map(({ kind, count }) => [kind, count]),
      [
        ['breaks', 2],
        ['priceless', 1],
        ['dearer', 1],
        ['close', 1],
      ],
    );
    const [breaks, , dearer, close] = groups;
    if (breaks?.kind === 'breaks') assert.equal([breaks.nearest, breaks.farthest], [700, 900]);
    if (dearer?.kind === 'dearer') near(dearer.least, 0.5, 1e-12);
    // What lost to a cheaper plan by less than the tolerance is not called dearer than the winner.
    if (close?.kind === 'close') near(close.most, 0.005, 1e-12);
  },
});

check('ruleReaches', {
  'say how many keep a rule, and the best of all': () =>
    assert.equal(ruleReaches({ selection }, [RULE]), [{ rule: RULE, keptCount: 4, best: 100 }]),
});

check('pointsOf', {
  'leave out what has no price': () =>
    assert.equal(
      pointsOf({ selection }).map(({ candidate }) => candidate),
      [0, 1, 2, 3, 5],
    ),
});
