/** Draws of known distributions come back: what a fit says of a sample is what the sample was drawn from. */
import * as assert from 'uvu/assert';
import type { Distribution } from '../../../hub/distribution.ts';
import { meanOf } from '../../../hub/mean-of.ts';
import { check, near } from '../../../test/kit/check.ts';
import { createSampler } from '../../engine/sampler.ts';
import { createSubstream } from '../../engine/substream.ts';
import { meanOfSample } from '../../measure/sample-statistics.ts';
import type { Fit } from './fit.ts';
import { fitGamma } from './fit-gamma.ts';
import { fitLognormal } from './fit-lognormal.ts';
import { fitQuantiles } from './fit-quantiles.ts';

const COUNT = 20_000;

function draws(distribution: Distribution, count = COUNT, seed = 1): Float64Array {
  const sample = createSampler(distribution);
  const stream = createSubstream(seed, 0, 'draws', 0);
  return Float64Array.from({ length: count }, () => sample(stream)).sort();
}

/** Mean and cv within four standard errors of what was drawn: mean cv / sqrt(n), and about cv (1 + cv^2) / sqrt(2 n). */
function recovers(kind: 'lognormal' | 'gamma', fitOf: (values: Float64Array) => Fit | undefined) {
  for (const cv of [0.1, 0.25, 0.7, 1.5]) {
    const fitted = fitOf(draws({ kind, mean: 60, cv }))!.distribution as { readonly mean: number; readonly cv: number };
    near(fitted.mean, 60, (4 * 60 * cv) / Math.sqrt(COUNT) + 0.005);
    near(fitted.cv, cv, (4 * cv * (1 + cv * cv)) / Math.sqrt(2 * COUNT) + 1e-4);
  }
}

/** Middle of the distribution: probability of the quantile is the probability again. */
function isOwnInverse({ probabilityOf, quantileOf }: Fit) {
  for (const p of [0.01, 0.3, 0.5, 0.95, 0.999]) near(probabilityOf(quantileOf(p)), p, 1e-9);
}

check('fitLognormal', {
  'recovers mean and cv': () => recovers('lognormal', fitLognormal),
  // Logarithms 0 and 2: mean 1, deviation 1 (divisor n).
  'takes the moments of the logarithms': () => {
    const fit = fitLognormal([1, Math.E ** 2])!;
    near(fit.quantileOf(0.5), Math.E, 1e-12);
    near(fit.probabilityOf(Math.E ** 2), 0.8413447460685429, 1e-12);
    near(fit.logDensityOf!(Math.E), Math.log(1 / Math.sqrt(2 * Math.PI)) - 1, 1e-12);
  },
  'has a quantile for every probability': () =>
    isOwnInverse(fitLognormal(draws({ kind: 'lognormal', mean: 5, cv: 1 }))!),
  'declines a time of 0, and times that are all the same': () =>
    assert.equal([fitLognormal([0, 1]), fitLognormal([3, 3])], [undefined, undefined]),
});

check('fitGamma', {
  'recovers mean and cv': () => recovers('gamma', fitGamma),
  'has a quantile for every probability': () => isOwnInverse(fitGamma(draws({ kind: 'gamma', mean: 5, cv: 2 }))!),
  // Where the likelihood is greatest, a step to either side loses.
  'is the likeliest of its neighbours': () => {
    const values = draws({ kind: 'gamma', mean: 10, cv: 0.5 }, 500);
    const fit = fitGamma(values)!;
    const likelihood = (at: Fit) => values.reduce((sum, value) => sum + at.logDensityOf!(value), 0);
    const half = values.length / 2;
    for (const other of [values.subarray(half), values.subarray(0, half)]) {
      assert.ok(likelihood(fit) > likelihood(fitGamma(other)!));
    }
  },
  'declines a time of 0, and times that are all the same': () =>
    assert.equal([fitGamma([0, 1]), fitGamma([3, 3])], [undefined, undefined]),
});

check('fitQuantiles', {
  'has the mean of the sample': () => {
    for (const cv of [0.25, 0.5, 0.8]) {
      for (const count of [100, 1000, COUNT]) {
        const values = draws({ kind: 'lognormal', mean: 30, cv }, count);
        near(meanOf(fitQuantiles(values).distribution), meanOfSample(values), 5e-3 * 30);
      }
    }
  },
  'has a point only where ten times lie beyond': () => {
    const points = (count: number) =>
      (
        fitQuantiles(draws({ kind: 'exponential', mean: 1 }, count)).distribution as {
          readonly table: readonly unknown[];
        }
      ).table.length;
    assert.equal([points(100), points(1000), points(10_000)], [19, 26, 28]);
  },
  'of evenly spaced times is the line through them': () => {
    const fit = fitQuantiles(Float64Array.from({ length: 1001 }, (_, index) => index));
    for (const p of [0, 0.123, 0.5, 0.97, 1]) near(fit.quantileOf(p), 1000 * p, 1e-9);
    for (const value of [0, 1, 333, 1000]) near(fit.probabilityOf(value), value / 1000, 1e-12);
  },
  'knows nothing outside what was seen': () => {
    const fit = fitQuantiles(Float64Array.from({ length: 200 }, (_, index) => 10 + index));
    assert.equal([fit.probabilityOf(9), fit.probabilityOf(500)], [0, 1]);
  },
});
