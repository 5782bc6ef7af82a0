import * as assert from 'uvu/assert';
import type { Distribution } from '../../hub/distribution.ts';
import { meanOf } from '../../hub/mean-of.ts';
import { check, near } from '../../test/kit/check.ts';
import { normalQuantile } from './normal-quantile.ts';
import { createSampler } from './sampler.ts';
import { createSubstream } from './substream.ts';

const COUNT = 100_000;

type Case = { readonly distribution: Distribution; readonly variance: number; readonly cdf: (x: number) => number };

/** Standard normal distribution function by halving the quantile function, which its own test holds against a table. */
function normalCdf(z: number): number {
  let [low, high] = [1e-16, 1 - 1e-16];
  for (let turn = 0; turn < 50; turn += 1) {
    const middle = (low + high) / 2;
    if (normalQuantile(middle) < z) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Erlang (gamma of whole shape): the chance that a Poisson count reaches the shape. */
function erlangCdf(shape: number, rate: number): (x: number) => number {
  return x => {
    let term = Math.exp(-rate * x);
    let below = 0;
    for (let k = 0; k < shape; k += 1) {
      below += term;
      term *= (rate * x) / (k + 1);
    }
    return 1 - below;
  };
}

const clamp = (share: number): number => Math.min(1, Math.max(0, share));
const TABLE: [number, number][] = [
  [0, 2],
  [0.5, 4],
  [0.9, 10],
  [1, 30],
];

const cases: Record<string, Case> = {
  exponential: { distribution: { kind: 'exponential', mean: 25 }, variance: 625, cdf: x => 1 - Math.exp(-x / 25) },
  lognormal: {
    distribution: { kind: 'lognormal', mean: 60, cv: 0.5 },
    variance: 900,
    cdf: x => normalCdf((Math.log(x) - Math.log(60) + Math.log(1.25) / 2) / Math.sqrt(Math.log(1.25))),
  },
  'gamma of shape 4': { distribution: { kind: 'gamma', mean: 8, cv: 0.5 }, variance: 16, cdf: erlangCdf(4, 0.5) },
  // Shape 1/2 is half a chi-square of one degree of freedom: the square of a normal.
  'gamma of shape 1/2': {
    distribution: { kind: 'gamma', mean: 1, cv: Math.SQRT2 },
    variance: 2,
    cdf: x => 2 * normalCdf(Math.sqrt(x)) - 1,
  },
  uniform: { distribution: { kind: 'uniform', low: 3, high: 9 }, variance: 3, cdf: x => clamp((x - 3) / 6) },
  triangular: {
    distribution: { kind: 'triangular', low: 1, mode: 2, high: 5 },
    variance: (1 + 4 + 25 - 2 - 5 - 10) / 18,
    cdf: x => (x < 2 ? (x - 1) ** 2 / 4 : 1 - (5 - x) ** 2 / 12),
  },
  quantiles: {
    distribution: { kind: 'quantiles', table: TABLE },
    // Sum over pieces of p (a^2 + ab + b^2) / 3, less the squared mean 1.5 + 2.8 + 2 = 6.3.
    variance: (0.5 * 28) / 3 + (0.4 * 156) / 3 + (0.1 * 1300) / 3 - 6.3 ** 2,
    cdf: x => (x < 4 ? (x - 2) / 4 : x < 10 ? 0.5 + (0.4 * (x - 4)) / 6 : 0.9 + (0.1 * (x - 10)) / 20),
  },
};

function sample(distribution: Distribution, process: string): Float64Array {
  const draw = createSampler(distribution);
  const stream = createSubstream(1, 0, process, 0);
  return Float64Array.from({ length: COUNT }, () => draw(stream));
}

/** Largest gap between the empirical and the true CDF, times sqrt(n): beyond 1.95 once in 1,000 (Kolmogorov). */
function kolmogorovSmirnov(values: Float64Array, cdf: (x: number) => number): number {
  const sorted = values.toSorted();
  let gap = 0;
  sorted.forEach((value, index) => {
    const p = cdf(value);
    gap = Math.max(gap, p - index / COUNT, (index + 1) / COUNT - p);
  });
  return gap * Math.sqrt(COUNT);
}

check('sampler', {
  'every kind has its closed-form CDF (Kolmogorov-Smirnov at 0.1 %)': () => {
    for (const [name, { distribution, cdf }] of Object.entries(cases)) {
      const statistic = kolmogorovSmirnov(sample(distribution, name), cdf);
      assert.ok(statistic < 1.95, `${name}: ${statistic}`);
    }
  },
  'every kind has the mean that meanOf states, and its variance': () => {
    for (const [name, { distribution, variance }] of Object.entries(cases)) {
      const values = sample(distribution, name);
      const mean = values.reduce((sum, value) => sum + value, 0) / COUNT;
      near(mean, meanOf(distribution), 4 * Math.sqrt(variance / COUNT));
      near(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (COUNT * variance), 1, 0.06);
    }
  },
  'every kind but constant consumes exactly one uniform': () => {
    for (const { distribution } of Object.values(cases)) {
      const draw = createSampler(distribution);
      const [stream, twin] = [createSubstream(9, 0, 'pair', 0), createSubstream(9, 0, 'pair', 0)];
      for (let i = 0; i < 50; i += 1) {
        draw(stream);
        twin.uniform();
      }
      assert.is(stream.uniform(), twin.uniform(), distribution.kind);
    }
  },
  'a constant is its value and consumes nothing': () => {
    const [stream, twin] = [createSubstream(9, 0, 'pair', 0), createSubstream(9, 0, 'pair', 0)];
    assert.is(createSampler({ kind: 'constant', value: 30 })(stream), 30);
    assert.is(stream.uniform(), twin.uniform());
  },
  'every inverse CDF rises with its uniform': () => {
    for (const [name, { distribution }] of Object.entries(cases)) {
      if (distribution.kind === 'gamma') continue;
      const draw = createSampler(distribution);
      const pairs = Array.from({ length: 2000 }, (_, entity) => [
        createSubstream(3, 0, 'rise', entity).uniform(),
        draw(createSubstream(3, 0, 'rise', entity)),
      ]).sort((left, right) => left[0]! - right[0]!);
      for (let i = 1; i < pairs.length; i += 1) assert.ok(pairs[i]![1]! >= pairs[i - 1]![1]!, name);
    }
  },
  'gammas of one shape scale with their mean on the same stream': () => {
    const [one, ten] = [
      createSampler({ kind: 'gamma', mean: 1, cv: 0.7 }),
      createSampler({ kind: 'gamma', mean: 10, cv: 0.7 }),
    ];
    const [stream, twin] = [createSubstream(4, 0, 'gamma', 0), createSubstream(4, 0, 'gamma', 0)];
    for (let i = 0; i < 1000; i += 1) near(ten(twin), 10 * one(stream), 1e-12);
  },
  'a distribution without width gives its only value': () => {
    const stream = createSubstream(5, 0, 'flat', 0);
    assert.is(createSampler({ kind: 'uniform', low: 4, high: 4 })(stream), 4);
    assert.is(createSampler({ kind: 'triangular', low: 4, mode: 4, high: 4 })(stream), 4);
    assert.is(createSampler({ kind: 'triangular', low: 0, mode: 0, high: 0 })(stream), 0);
    assert.is(
      createSampler({
        kind: 'quantiles',
        table: [
          [0, 4],
          [1, 4],
        ],
      })(stream),
      4,
    );
  },
});
