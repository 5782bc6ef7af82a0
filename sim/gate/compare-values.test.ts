import * as assert from 'uvu/assert';
import { check, near } from '../../test/kit/check.ts';
import { compareValues } from './compare-values.ts';
import { scalarValues } from './gate.test-data.ts';

const shown = (comparisons: ReturnType<typeof compareValues>) =>
  comparisons.map(({ key, statistic, pairCount }) => [key, statistic, pairCount]);

check('compareValues', {
  'gives the paired difference with its 95 % interval': () => {
    const [cost] = compareValues(
      scalarValues({ cost_usd_total: [100, 110, 90, 105, 95] }),
      scalarValues({ cost_usd_total: [101, 112, 93, 107, 97] }),
    );
    assert.equal([cost!.baseline, cost!.candidate, cost!.difference, cost!.pairCount], [100, 102, 2, 5]);
    // t(0.975, 4) = 2.7764 standard errors of 0.31623.
    near(cost!.interval![0], 1.12201, 1e-5);
    near(cost!.interval![1], 2.87799, 1e-5);
  },
  'shows mean and p95 of a distribution, in the order of the baseline': () => {
    const values = {
      'queue_wait_seconds{queue=all}': { mean: [1, 2], p50: [1, 2], p95: [3, 4], max: [5, 6] },
      cost_usd_total: { mean: [1, 2] },
    };
    assert.equal(shown(compareValues(values, values)), [
      ['queue_wait_seconds{queue=all}', 'mean', 2],
      ['queue_wait_seconds{queue=all}', 'p95', 2],
      ['cost_usd_total', 'mean', 2],
    ]);
  },
  'what is equal differs by exactly 0': () => {
    const values = scalarValues({ cost_usd_total: [0.1, 0.2, 0.7] });
    const [same] = compareValues(values, values);
    assert.equal([same!.difference, same!.interval], [0, [0, 0]]);
  },
  'takes means over the pairs that both observed': () => {
    const [cost] = compareValues(
      scalarValues({ cost_usd_total: [1, null, 3, 4, 5] }),
      scalarValues({ cost_usd_total: [2, 99, null, 6] }),
    );
    assert.equal([cost!.baseline, cost!.candidate, cost!.difference, cost!.pairCount], [2.5, 4, 1.5, 2]);
  },
  'one pair has no interval': () => {
    const [cost] = compareValues(scalarValues({ cost_usd_total: [1] }), scalarValues({ cost_usd_total: [2] }));
    assert.equal([cost!.difference, cost!.interval, cost!.pairCount], [1, null, 1]);
  },
  'leaves out what only one has, and what no pair observed in both': () => {
    const baseline = scalarValues({ cost_usd_total: [1], interruptions: [1, null], redone_seconds: [2] });
    const candidate = scalarValues({ redone_seconds: [3], interruptions: [null, 1], jobs_rejected: [0] });
    assert.equal(shown(compareValues(baseline, candidate)), [['redone_seconds', 'mean', 1]]);
  },
});
