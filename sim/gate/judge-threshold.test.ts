import * as assert from 'uvu/assert';
import { check, near } from '../../test/kit/check.ts';
import type { Values } from '../study/replication-values.ts';
import { scalarValues, thresholdOf } from './gate.test-data.ts';
import { judgeThreshold } from './judge-threshold.ts';

/** Mean 10, standard deviation sqrt(2 / 4), t(0.975, 4) = 2.7764: 10 +- 0.8780. */
const FIVE = [9, 10, 11, 10, 10];
const judged = (rest: string, values: Values) =>
  judgeThreshold(thresholdOf(`cost_usd_total${rest}`), scalarValues({ cost_usd_total: values }));
const outcomes = (operator: string, limits: readonly number[], values: Values) =>
  limits.map(limit => judged(`${operator}${limit}`, values).outcome);

check('judgeThreshold', {
  'judges the t interval over replications, here from 9.122 to 10.878': () => {
    const { value, interval, observedCount } = judged('<12', FIVE);
    assert.equal([value, observedCount], [10, 5]);
    near(interval![0], 9.12201, 1e-5);
    near(interval![1], 10.87799, 1e-5);
  },
  'keeps, leaves open and breaks a limit above, within and below the interval': () => {
    assert.equal(outcomes('<', [10.9, 10.8, 9.2, 9.1], FIVE), ['kept', 'inconclusive', 'inconclusive', 'broken']);
    assert.equal(outcomes('<=', [10.9, 10.8, 9.2, 9.1], FIVE), ['kept', 'inconclusive', 'inconclusive', 'broken']);
  },
  'and the other way round for what must be large': () => {
    assert.equal(outcomes('>', [10.9, 10.8, 9.2, 9.1], FIVE), ['broken', 'inconclusive', 'inconclusive', 'kept']);
    assert.equal(outcomes('>=', [10.9, 10.8, 9.2, 9.1], FIVE), ['broken', 'inconclusive', 'inconclusive', 'kept']);
  },
  'an interval without width is on one side, by the letter of the operator': () => {
    const { interval } = judged('<=7', [7, 7, 7]);
    assert.equal(interval, [7, 7]);
    assert.equal(
      ['<7', '<=7', '>7', '>=7'].map(rest => judged(rest, [7, 7, 7]).outcome),
      ['broken', 'kept', 'broken', 'kept'],
    );
  },
  'one replication has no interval, and so no verdict: two would give one': () => {
    const { outcome, value, interval, replicationsNeeded } = judged('<1000', [7]);
    assert.equal([outcome, value, interval, replicationsNeeded], ['inconclusive', 7, null, 2]);
  },
  'what was never observed is broken, on either side of any limit': () => {
    for (const values of [[], [null], [null, null]]) {
      for (const rest of ['<1e9', '>-1e9']) {
        const { outcome, value, observedCount, replicationsNeeded } = judged(rest, values);
        assert.equal([outcome, value, observedCount, replicationsNeeded], ['broken', null, 0, null]);
      }
    }
    assert.is(judgeThreshold(thresholdOf('cost_usd_total<1e9'), {}).outcome, 'broken');
  },
  'what some did not observe is never kept, whatever the others say': () => {
    const partly = [...FIVE, null];
    assert.equal(outcomes('<', [1e9, 10, 9], partly), ['inconclusive', 'inconclusive', 'broken']);
    // More replications would not mend it.
    assert.equal([judged('<10.5', partly).observedCount, judged('<10.5', partly).replicationsNeeded], [5, null]);
    assert.is(judged('<=7', [7, 7, null]).outcome, 'inconclusive');
  },
  'a largest value is the worst replication, and no mean': () => {
    const max = (rest: string, values: Values) =>
      judgeThreshold(thresholdOf(`max(cost_usd_total)${rest}`), scalarValues({ cost_usd_total: values }));
    const { outcome, value, interval } = max('<=11', FIVE);
    assert.equal([outcome, value, interval], ['kept', 11, null]);
    assert.is(max('<11', FIVE).outcome, 'broken');
    assert.is(max('<=11', [...FIVE, null]).outcome, 'inconclusive');
    assert.is(max('<=11', [11]).outcome, 'kept', 'one replication has a largest');
  },
  'takes the statistic that is asked for': () => {
    const values = { turnaround_seconds: { mean: [1, 1], p95: [5, 5], max: [9, 11] } };
    const seen = (text: string) => judgeThreshold(thresholdOf(text), values).value;
    assert.equal(
      ['turnaround_seconds<1', 'p95(turnaround_seconds)<1', 'max(turnaround_seconds)<1'].map(seen),
      [1, 5, 11],
    );
  },
  'says about how many replications would settle it, when any would': () => {
    // 0.7071 x t(n - 1) / sqrt(n) < 0.5: 10 x 10 gives 2.262 x 0.2236 = 0.506, 11 gives 2.228 x 0.2132 = 0.475.
    assert.is(judged('<10.5', FIVE).replicationsNeeded, 11);
    assert.is(judged('<10', FIVE).replicationsNeeded, null, 'a mean on the limit stays there');
    assert.is(judged('<11', FIVE).replicationsNeeded, null, 'nothing is open');
  },
});
