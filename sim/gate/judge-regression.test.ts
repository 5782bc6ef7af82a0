import * as fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check, near } from '../../test/kit/check.ts';
import type { Values } from '../study/replication-values.ts';
import { regressionsOf, scalarValues } from './gate.test-data.ts';
import { judgeRegressions } from './judge-regression.ts';

/** Mean 100. */
const BASE = [100, 110, 90, 105, 95];
/**
 * Worse by 1, 2, 3, 2 and 2: mean 2, standard error sqrt(0.5 / 5) = 0.31623. One-sided at 1 % the table says
 * t(0.99, 4) = 3.7469, so 2 +- 1.1849.
 */
const WORSE = [101, 112, 93, 107, 97];

function judged(text: string, candidate: Values, baseline: Values = BASE) {
  const regressions = regressionsOf(text);
  const key = regressions[0]!.subject.metric;
  return judgeRegressions(regressions, scalarValues({ [key]: candidate }), scalarValues({ [key]: baseline }))[0]!;
}
const outcomesOf = (texts: readonly string[], candidate: Values) => texts.map(text => judged(text, candidate).outcome);

check('judgeRegressions', {
  'rests on the interval of the paired differences': () => {
    const { baseline, candidate, interval, confidence, pairCount } = judged('cost_usd_total=0%:0', WORSE);
    assert.equal([baseline, candidate, pairCount], [100, 102, 5]);
    near(confidence, 0.98, 1e-15);
    near(interval![0], 0.81511, 1e-5);
    near(interval![1], 3.18489, 1e-5);
  },
  'is broken when all of it is beyond the allowance, and kept when none is': () =>
    assert.equal(
      outcomesOf(
        ['cost_usd_total=0.8%:0', 'cost_usd_total=0.9%:0', 'cost_usd_total=3.1%:0', 'cost_usd_total=3.2%:0'],
        WORSE,
      ),
      ['broken', 'inconclusive', 'inconclusive', 'kept'],
    ),
  'allows the larger of a share and a floor': () => {
    assert.equal(outcomesOf(['cost_usd_total=0%:0.8', 'cost_usd_total=0%:3.2', 'cost_usd_total=4%:0.1'], WORSE), [
      'broken',
      'kept',
      'kept',
    ]);
    assert.is(judged('cost_usd_total=4%:0.1', WORSE).allowance, 4);
    assert.is(judged('cost_usd_total=0.1%:3', WORSE).allowance, 3);
  },
  'shares one per cent among all that is asked (Bonferroni)': () => {
    const regressions = [...regressionsOf('cost_usd_total=0%:0'), ...regressionsOf('redone_seconds=0%:0')];
    const values = (list: Values) => scalarValues({ cost_usd_total: list, redone_seconds: list });
    const [one] = judgeRegressions(regressions, values(WORSE), values(BASE));
    // 0.5 % one-sided: t(0.995, 4) = 4.6041 x 0.31623 = 1.4559.
    near(one!.confidence, 0.99, 1e-15);
    near(one!.interval![0], 2 - 1.45595, 1e-5);
    // t(0.995, 4) + t(0.99, 4) = 8.3510 standard errors stand out 99 times in 100.
    near(one!.minimumDetectableEffect!, 8.35104 * 0.316228, 1e-4);
  },
  'knows the smallest effect these pairs would catch': () =>
    near(judged('cost_usd_total=1%', WORSE).minimumDetectableEffect!, 2 * 3.746947 * 0.316228, 1e-5),
  'says about how many pairs would settle it, when any would': () => {
    // 0.7071 x t(0.99, n - 1) / sqrt(n) < 1: five pairs give 1.185, six give 3.365 x 0.2887 = 0.971.
    assert.is(judged('cost_usd_total=1%:0', WORSE).pairsNeeded, 6);
    assert.is(judged('cost_usd_total=2%:0', WORSE).pairsNeeded, null, 'a difference on the limit stays there');
    assert.is(judged('cost_usd_total=4%:0', WORSE).pairsNeeded, null, 'nothing is open');
  },
  'less is worse where more is better': () => {
    const LESS = BASE.map((base, place) => 2 * base - WORSE[place]!);
    assert.equal(outcomesOf(['utilization_ratio=0.8%:0', 'utilization_ratio=1%:0', 'utilization_ratio=3.2%:0'], LESS), [
      'broken',
      'inconclusive',
      'kept',
    ]);
    assert.is(judged('utilization_ratio=1%:0', LESS).pairsNeeded, 6);
    assert.is(judged('utilization_ratio=0%:0', WORSE).outcome, 'kept', 'more of it is no regression');
    near(judged('utilization_ratio=0%:0', LESS).interval![0], -3.18489, 1e-5);
  },
  'a plan differs from itself by exactly 0, and keeps every regression': () =>
    fc.assert(
      fc.property(fc.array(fc.option(fc.double({ min: -1e6, max: 1e6, noNaN: true })), { minLength: 2 }), values => {
        const { outcome, interval, minimumDetectableEffect } = judged('cost_usd_total=0%:0', values, values);
        if (values.filter(value => value !== null).length < 2) return outcome === 'inconclusive';
        assert.equal([outcome, interval, minimumDetectableEffect], ['kept', [0, 0], 0]);
      }),
    ),
  'what only one side observed does not pass, but does not hide a regression': () => {
    const lost = [...WORSE.slice(0, 4), null];
    assert.is(judged('cost_usd_total=50%', lost).outcome, 'inconclusive');
    assert.is(judged('cost_usd_total=50%', WORSE, [...BASE.slice(0, 4), null]).outcome, 'inconclusive');
    assert.is(judged('cost_usd_total=50%', lost).pairsNeeded, null, 'more pairs would not mend it');
    const steady = [102, 112, 92, 107, null];
    assert.equal(
      [judged('cost_usd_total=1%', steady).outcome, judged('cost_usd_total=1%', steady).pairCount],
      ['broken', 4],
    );
  },
  'what neither observed is no difference': () =>
    assert.is(judged('cost_usd_total=4%', [...WORSE, null], [...BASE, null]).outcome, 'kept'),
  'what the plan never observes any more is broken, and what neither ever did is open': () => {
    assert.equal(
      judged(
        'cost_usd_total=50%',
        BASE.map(() => null),
      ),
      {
        ...judged('cost_usd_total=50%', [null], [1]),
      },
    );
    assert.is(judged('cost_usd_total=50%', [null, null], [1, null]).outcome, 'broken');
    assert.is(judged('cost_usd_total=50%', [null, null], [null, null]).outcome, 'inconclusive');
    assert.is(judged('cost_usd_total=50%', [1, null], [null, null]).outcome, 'inconclusive');
    assert.is(judgeRegressions(regressionsOf('cost_usd_total=50%'), {}, {})[0]!.outcome, 'inconclusive');
  },
  'makes pairs as far as both sides go': () => {
    const { pairCount, baseline } = judged('cost_usd_total=0%:0', WORSE.slice(0, 3));
    assert.equal([pairCount, baseline], [3, 100]);
    assert.is(judged('cost_usd_total=0%:0', WORSE, BASE.slice(0, 3)).pairCount, 3);
    assert.is(judged('cost_usd_total=4%', [...WORSE, 1e9]).outcome, 'kept');
  },
  'one pair has no interval, and so no verdict': () => {
    const { outcome, baseline, candidate, interval } = judged('cost_usd_total=50%', [1], [1]);
    assert.equal([outcome, baseline, candidate, interval], ['inconclusive', 1, 1, null]);
  },
  'takes the statistic that is asked for': () => {
    const of = (p95: Values) => ({ turnaround_seconds: { mean: [1, 1], p95 } });
    assert.is(
      judgeRegressions(regressionsOf('p95(turnaround_seconds)=5%'), of([30, 30]), of([20, 20]))[0]!.outcome,
      'broken',
    );
    assert.is(judgeRegressions(regressionsOf('turnaround_seconds=5%'), of([30, 30]), of([20, 20]))[0]!.outcome, 'kept');
  },
});
