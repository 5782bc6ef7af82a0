import * as assert from 'uvu/assert';
import type { Distribution } from '../../hub/distribution.ts';
import { check, near } from '../../test/kit/check.ts';
import { createSampler } from '../engine/sampler.ts';
import { createSubstream } from '../engine/substream.ts';
import { calibrateTimes } from './calibrate-times.ts';
import { fitQuantiles } from './fit/fit-quantiles.ts';
import { compareWithHoldOut, twoSampleDistance } from './hold-out.ts';
import type { Series } from './series.ts';

function draws(distribution: Distribution, count: number, seed: number): Float64Array {
  const sample = createSampler(distribution);
  const stream = createSubstream(seed, 0, 'draws', 0);
  return Float64Array.from({ length: count }, () => sample(stream));
}

/** `perDay` times a day. */
const daily = (values: Float64Array, perDay: number): Series => ({
  atSeconds: values.map((_, index) => (index / perDay) * 86_400),
  values,
});
const undated = (values: Float64Array): Series => ({ atSeconds: undefined, values });

/** Of 100 samples, how many were given this family. */
function chosenCount(kind: string, distribution: Distribution, count: number): number {
  let chosen = 0;
  for (let seed = 0; seed < 100; seed += 1) {
    if (calibrateTimes(undated(draws(distribution, count, seed))).chosen.kind === kind) chosen += 1;
  }
  return chosen;
}

function atLeast(expectedMin: number, actual: number): void {
  assert.ok(actual >= expectedMin, `chosen ${actual} times of 100, wanted ${expectedMin}`);
}

const TWO_HUMPS: Distribution = {
  kind: 'quantiles',
  table: [
    [0, 2],
    [0.4, 3],
    [0.45, 20],
    [0.9, 40],
    [1, 60],
  ],
};

check('calibrateTimes', {
  'chooses the family that a sample came from': () => {
    atLeast(90, chosenCount('lognormal', { kind: 'lognormal', mean: 60, cv: 0.7 }, 2000));
    atLeast(90, chosenCount('gamma', { kind: 'gamma', mean: 60, cv: 0.7 }, 2000));
  },
  'takes the table where no formula will do': () => atLeast(100, chosenCount('quantiles', TWO_HUMPS, 500)),
  'keeps all times while they come from one distribution': () => {
    let kept = 0;
    for (let seed = 0; seed < 100; seed += 1) {
      const { recency } = calibrateTimes(daily(draws({ kind: 'gamma', mean: 9, cv: 0.5 }, 1000, seed), 100));
      kept += recency.days === undefined ? 1 : 0;
    }
    atLeast(97, kept);
  },
  'fits the days since times have changed': () => {
    const older = draws({ kind: 'gamma', mean: 20, cv: 0.5 }, 2000, 1);
    const newer = draws({ kind: 'gamma', mean: 40, cv: 0.5 }, 1500, 2);
    const { recency, usedSeconds, chosen } = calibrateTimes(daily(Float64Array.of(...older, ...newer), 500));
    assert.is(usedSeconds.length, 500 * recency.days!);
    assert.ok(recency.days! <= 3, `used ${recency.days} days`);
    assert.ok(recency.dayAheadErrorRatio! < recency.dayAheadErrorRatioOfAll!);
    // The median of a gamma of mean 40 and shape 4 is 36.7 (tables of chi-square, 8 degrees of freedom: 7.344 x 5).
    near(chosen.quantileOf(0.5), 36.72, 2.5);
  },
  'uses all where nothing says when they were taken': () => {
    const { recency } = calibrateTimes(undated(draws({ kind: 'gamma', mean: 9, cv: 0.5 }, 400, 1)));
    assert.is(recency.days, undefined);
  },
  'has a table for times of which some are 0': () => {
    const times = draws({ kind: 'gamma', mean: 9, cv: 0.5 }, 400, 1).map((value, index) =>
      index % 5 === 0 ? 0 : value,
    );
    const { chosen, why } = calibrateTimes(undated(times));
    assert.is(chosen.kind, 'quantiles');
    assert.match(why, /times of 0/);
  },
  'says what it held out': () => {
    const { trainCount, holdOutCount, candidates } = calibrateTimes(
      undated(draws({ kind: 'gamma', mean: 9, cv: 0.5 }, 1000, 1)),
    );
    assert.equal([trainCount, holdOutCount], [800, 200]);
    assert.equal(
      candidates.map(({ fit }) => fit.kind),
      ['lognormal', 'gamma', 'quantiles'],
    );
  },
});

// Fitted: 0..100 evenly. Held out: 10, 20, ..., 100 moved up by 50 %, worked by hand.
check('compareWithHoldOut', {
  'gives distances that can be worked out by hand': () => {
    const fit = fitQuantiles(Float64Array.from({ length: 1001 }, (_, index) => index / 10));
    const held = Float64Array.from({ length: 1001 }, (_, index) => (index * 1.5) / 10);
    const { ksDistance, errorRatio, quantileMapeRatio } = compareWithHoldOut(fit, held);
    // The functions are x / 100 and x / 150: a third apart at 100. Their quantiles 100 p and 150 p: 25 apart, of a mean of 75.
    near(ksDistance, 1 / 3, 2e-3);
    near(errorRatio, 1 / 3, 1e-9);
    near(quantileMapeRatio, 1 / 3, 1e-9);
  },
});

check('twoSampleDistance', {
  // Up to 2: 2 of 2 against 1 of 4.
  'is the largest gap between two staircases': () =>
    near(twoSampleDistance(Float64Array.of(1, 2), Float64Array.of(2, 3, 4, 5)), 0.75, 1e-12),
  'is 0 for the same sample': () => near(twoSampleDistance(Float64Array.of(1, 1, 2), Float64Array.of(1, 1, 2)), 0, 0),
});
