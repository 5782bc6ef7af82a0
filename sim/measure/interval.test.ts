import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check, near } from '../../test/kit/check.ts';
import { createSubstream, type Substream } from '../engine/substream.ts';
import { meanInterval, pairedDifference, relativeHalfWidth } from './interval.ts';

/** The share of studies whose 95 % interval holds the true mean. */
function coverageRatio(studies: number, count: number, truth: number, draw: (stream: Substream) => number): number {
  let covered = 0;
  for (let study = 0; study < studies; study += 1) {
    const stream = createSubstream(2026, 0, 'coverage', study);
    const values = Float64Array.from({ length: count }, () => draw(stream));
    const { low, high } = meanInterval(values, 0.95);
    if (low! <= truth && truth <= high!) covered += 1;
  }
  return covered / studies;
}
const drawNormal = (stream: Substream): number => 10 + 3 * stream.normal();
const drawExponential = (stream: Substream): number => -Math.log(stream.uniform());

check('meanInterval', {
  'of 9, 10, 11 is 10 +- 4.302653 / sqrt(3)': () => {
    const interval = meanInterval([9, 10, 11], 0.95);
    near(interval.mean, 10, 1e-12);
    near(interval.halfWidth!, 4.302652729749464 / Math.sqrt(3), 1e-12);
    near(interval.low!, 10 - interval.halfWidth!, 1e-12);
    near(interval.high!, 10 + interval.halfWidth!, 1e-12);
    assert.is(interval.count, 3);
  },
  'of one value has a mean and no width': () => {
    assert.equal(meanInterval([4], 0.95), { mean: 4, halfWidth: null, low: null, high: null, count: 1 });
  },
  'of equal values is that value exactly, with width 0': () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.integer({ min: 2, max: 9 }),
        (value, count) => {
          const { mean, halfWidth, low, high } = meanInterval(new Array(count).fill(value), 0.95);
          assert.ok(mean === value && halfWidth === 0 && low === value && high === value);
        },
      ),
    );
  },
  'is wider when more confidence is asked': () => {
    assert.ok(meanInterval([1, 2, 4], 0.99).halfWidth! > meanInterval([1, 2, 4], 0.95).halfWidth!);
  },
  'refuses an empty sample, a NaN, and a confidence of 95': () => {
    assert.throws(() => meanInterval([], 0.95), /at least 1 value/);
    assert.throws(() => meanInterval([Number.NaN, 1], 0.95), /finite/);
    assert.throws(() => meanInterval([1, 2], 95), /confidence must be in \(0, 1\) \(saw 95\)/);
  },
});

check('95 % intervals cover the truth (fixed seed, 2,000 studies, one standard error is 0.5 points)', {
  'normal data: 93 to 97 of 100, even with 3 values each': () => {
    near(coverageRatio(2000, 3, 10, drawNormal), 0.95, 0.02);
    near(coverageRatio(2000, 10, 10, drawNormal), 0.95, 0.02);
  },
  'exponential data: 93 to 97 of 100 with 50 values each': () => {
    near(coverageRatio(2000, 50, 1, drawExponential), 0.95, 0.02);
  },
  'exponential data with 10 values each cover less, about 90: the known limit of t intervals for skewed data': () => {
    near(coverageRatio(2000, 10, 1, drawExponential), 0.9, 0.02);
  },
});

check('relativeHalfWidth', {
  'is the half-width over the size of the mean': () => {
    near(relativeHalfWidth(meanInterval([-9, -10, -11], 0.95))!, 0.248_413_8, 1e-7);
  },
  'is null without a width or around a mean of 0, and 0 for equal values': () => {
    assert.is(relativeHalfWidth(meanInterval([4], 0.95)), null);
    assert.is(relativeHalfWidth(meanInterval([-1, 1], 0.95)), null);
    assert.is(relativeHalfWidth(meanInterval([0, 0], 0.95)), 0);
  },
});

check('pairedDifference', {
  'of 12, 22, 31 against 10, 20, 30 is 5/3 +- 4.302653 / 3, though the samples themselves spread over 20': () => {
    // Differences 2, 2, 1: standard deviation sqrt(1/3), over sqrt(3) is 1/3; times 4.302653.
    const interval = pairedDifference([12, 22, 31], [10, 20, 30], 0.95);
    near(interval.mean, 5 / 3, 1e-12);
    near(interval.halfWidth!, 4.302652729749464 / 3, 1e-12);
  },
  'of identical samples is exactly 0 with width 0': () => {
    const sample = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 2, maxLength: 20 });
    fc.assert(
      fc.property(sample, values => {
        const { mean, halfWidth, low, high } = pairedDifference(values, [...values], 0.95);
        assert.equal([mean, halfWidth, low, high], [0, 0, 0, 0]);
      }),
    );
  },
  'changes sign when the two change places': () => {
    near(pairedDifference([1, 2, 4], [3, 3, 3], 0.9).mean, -pairedDifference([3, 3, 3], [1, 2, 4], 0.9).mean, 1e-12);
  },
  'refuses samples of different length': () => {
    assert.throws(() => pairedDifference([1, 2], [1], 0.95), /saw 2 and 1/);
  },
});
