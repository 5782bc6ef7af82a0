import * as fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check, near } from '../../test/kit/check.ts';
import { WaitingTime } from './waiting-time.ts';

function accumulate(values: readonly number[]): WaitingTime {
  const waits = new WaitingTime();
  for (const value of values) waits.add(value);
  return waits;
}

/** The definitions, in two passes. */
function twoPass(values: readonly number[]): { mean: number; variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1) };
}

const manyWaits = fc.array(fc.double({ min: 0, max: 1e4, noNaN: true }), { minLength: 2, maxLength: 1000 });

check('waiting time', {
  'agrees with the two-pass definitions': () =>
    fc.assert(
      fc.property(manyWaits, values => {
        const waits = accumulate(values);
        const { mean, variance } = twoPass(values);
        assert.is(waits.count, values.length);
        near(waits.meanSeconds, mean, 1e-9 * (1 + mean));
        near(waits.sumSeconds, mean * values.length, 1e-9 * (1 + mean * values.length));
        near(waits.variance, variance, 1e-9 * (1 + mean * mean));
        assert.is(waits.maxSeconds, Math.max(...values));
        assert.is(waits.delayedRatio, values.filter(value => value > 0).length / values.length);
      }),
      { seed: 1 },
    ),
  'keeps the variance of small differences on a huge mean': () => {
    // 0, 1, 2, ... 9 repeated, a billion seconds late: the naive sum of squares has no digit of 8.25 left.
    const waits = accumulate(Array.from({ length: 100_000 }, (_, index) => 1e9 + (index % 10)));
    near(waits.variance, (8.25 * 100_000) / 99_999, 1e-6);
  },
  'merging two runs is running both': () =>
    fc.assert(
      fc.property(manyWaits, manyWaits, (left, right) => {
        const merged = accumulate(left);
        merged.merge(accumulate(right));
        const { mean, variance } = twoPass([...left, ...right]);
        near(merged.meanSeconds, mean, 1e-9 * (1 + mean));
        near(merged.variance, variance, 1e-9 * (1 + mean * mean));
        assert.is(merged.count, left.length + right.length);
        assert.is(merged.maxSeconds, Math.max(...left, ...right));
      }),
      { seed: 2 },
    ),
  'says NaN rather than zero before there is anything to say': () => {
    const waits = new WaitingTime();
    assert.ok(Number.isNaN(waits.meanSeconds) && Number.isNaN(waits.variance) && Number.isNaN(waits.delayedRatio));
    waits.merge(new WaitingTime());
    assert.is(waits.count, 0);
  },
});
