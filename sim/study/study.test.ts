import * as assert from 'uvu/assert';
import { check, near } from '../../test/kit/check.ts';
import type { CostLine, ReplicationSummary } from './replication-summary.ts';
import { combineStudy } from './study.ts';
import { EMPTY_PORTRAIT, summaryWith } from './summary.test-data.ts';

const RULE = { min: 2, max: 3, precisionRatio: 0.01 };
const line = (item: string, usd: number): CostLine => ({
  ...{ item, category: 'idle', market: 'spot', group: 'burst', instanceType: 'g5.xlarge', quantity: usd, unit: 'hour' },
  usd,
});
/** 100, 200 and no characters for 3, 4 and 2 USD. */
const THREE: readonly ReplicationSummary[] = [
  summaryWith(0, {
    scalars: { jobs_finished: 100, cost_usd_per_character: 0.03 },
    usdByCategory: { useful: 2, idle: 1 },
    costLines: [line('hours', 1)],
    eventCount: 20,
  }),
  summaryWith(1, {
    scalars: { jobs_finished: 200, cost_usd_per_character: 0.02 },
    usdByCategory: { useful: 2, idle: 2 },
    costLines: [line('more', 3), line('hours', 2)],
    settled: false,
    horizonSeconds: 900,
    warmupDeletedCount: null,
  }),
  summaryWith(2, {
    scalars: { jobs_finished: 0, cost_usd_per_character: null },
    usdByCategory: { useful: 0, idle: 2 },
    costLines: [line('hours', 6)],
    warmupDeletedCount: 30,
  }),
];
const combine = (summaries: readonly ReplicationSummary[]) =>
  combineStudy({ seed: 1, rule: RULE, summaries, portrait: EMPTY_PORTRAIT });

check('combineStudy', {
  'gives the same bytes whatever the order': () => {
    const expected = JSON.stringify(combine(THREE));
    for (const order of [
      [2, 1, 0],
      [1, 2, 0],
      [0, 2, 1],
    ]) {
      assert.is(JSON.stringify(combine(order.map(index => THREE[index]!))), expected);
    }
  },
  'refuses a missing, a doubled and no replication': () => {
    assert.throws(() => combine([THREE[0]!, THREE[2]!]), /saw 0, 2/);
    assert.throws(() => combine([THREE[0]!, THREE[0]!]), /saw 0, 0/);
    assert.throws(() => combine([]), /saw none/);
  },
  'shares sum to the cost per character, over replications that finished one': () => {
    const { costShares, scalars } = combine(THREE);
    assert.equal(
      costShares.map(share => share.category),
      ['useful', 'idle'],
    );
    // useful: (2/100 + 2/200) / 2; idle: (1/100 + 2/200) / 2.
    near(costShares[0]!.usdPerCharacter!, 0.015, 1e-15);
    near(costShares[1]!.usdPerCharacter!, 0.01, 1e-15);
    near(scalars.cost_usd_per_character!.mean, 0.025, 1e-15);
    near(costShares[0]!.usd, 4 / 3, 1e-15);
  },
  'without any character there is no share of one': () =>
    assert.is(combine([summaryWith(0, { usdByCategory: { idle: 1 } })]).costShares[0]!.usdPerCharacter, null),
  'means lines over all replications, missing ones as 0': () => {
    const { costLines } = combine(THREE);
    assert.equal(
      costLines.map(({ item, usd, quantity }) => [item, usd, quantity]),
      [
        ['hours', 3, 3],
        ['more', 1, 1],
      ],
    );
  },
  'says what did not settle, and how long it took': () => {
    const { horizonSecondsMax, unsettledCount, eventCountMean, warmupDeletedCountMean, unsteadyCount } = combine(THREE);
    assert.equal([horizonSecondsMax, unsettledCount, warmupDeletedCountMean, unsteadyCount], [900, 1, 10, 1]);
    near(eventCountMean, 40 / 3, 1e-12);
  },
  'says why it stopped': () => {
    assert.is(combine(THREE).stoppedBy, 'maximum');
    const equal = [0, 1].map(index => summaryWith(index, { scalars: { cost_usd_per_character: 0.01 } }));
    assert.is(combine(equal).stoppedBy, 'precision');
    assert.is(combine(equal).precisionRatio, 0);
  },
});
