import * as assert from 'uvu/assert';
import { check, near } from '../../test/kit/check.ts';
import { gaussianNoise } from './gaussian-noise.ts';

/** Of torch on CUDA with seed 0, as public projects print them (see gaussian-noise.ts). */
const TORCH_CUDA_SEED_0 = [
  -0.92466259, -0.42534415, -2.6438457, 0.14518388, -0.12086647, -0.57972564, -0.62285122, -0.32838709, -1.07454231,
  -0.36314407, -1.67105067, 2.26550497,
];

const mean = (values: ArrayLike<number>, of: (value: number) => number = value => value): number =>
  Array.from(values, of).reduce((sum, value) => sum + value, 0) / values.length;

check('seeded noise', {
  'begins as that of torch on CUDA': () => {
    const values = gaussianNoise(0, 0, TORCH_CUDA_SEED_0.length);
    for (const [i, expected] of TORCH_CUDA_SEED_0.entries()) near(values[i]!, expected, 2e-7);
  },
  'has the moments and the tails of a normal distribution': () => {
    const count = 200_000;
    const values = gaussianNoise(5, 0, count);
    const deviations = 4 / Math.sqrt(count);
    near(mean(values), 0, deviations);
    near(
      mean(values, value => value ** 2),
      1,
      deviations * Math.sqrt(2),
    );
    near(
      mean(values, value => value ** 3),
      0,
      deviations * Math.sqrt(15),
    );
    near(
      mean(values, value => value ** 4),
      3,
      deviations * Math.sqrt(96),
    );
    // Beyond two deviations: 2 (1 - Phi(2)) = 0.0455003.
    near(
      mean(values, value => Number(Math.abs(value) > 2)),
      0.0455003,
      deviations * Math.sqrt(0.0455 * 0.9545),
    );
  },
  'of neighbouring seeds, draws and places is unlike': () => {
    const count = 20_000;
    const values = gaussianNoise(1, 0, count);
    const correlation = (others: Float32Array) => mean(values.map((value, i) => value * others[i]!));
    for (const others of [
      gaussianNoise(2, 0, count),
      gaussianNoise(1, 1, count),
      gaussianNoise(1 + 2 ** 32, 0, count),
    ]) {
      near(correlation(others), 0, 4 / Math.sqrt(count));
    }
    near(correlation(Float32Array.of(...values.subarray(1), 0)), 0, 4 / Math.sqrt(count));
  },
  'is the same for however many are drawn': () => {
    assert.equal(gaussianNoise(9, 3, 100).subarray(0, 10), gaussianNoise(9, 3, 10));
  },
  'refuses a seed that would wrap': () => {
    for (const seed of [-1, 0.5, 2 ** 53, Number.NaN]) assert.throws(() => gaussianNoise(seed, 0, 1), /0..2\^53-1/);
    assert.ok(Number.isFinite(gaussianNoise(Number.MAX_SAFE_INTEGER, 0, 1)[0]!));
  },
});
