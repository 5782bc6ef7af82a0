/** How well a fit foretells times that it has not seen. */
import type { Ratio } from '../../hub/units.ts';
import { kolmogorovDistance } from '../measure/kolmogorov-distance.ts';
import { meanOfSample, quantileOfSorted } from '../measure/sample-statistics.ts';
import type { Fit } from './fit/fit.ts';

export type HoldOut = {
  /** Largest distance between the two distribution functions, 0..1 (Kolmogorov and Smirnov). */
  readonly ksDistance: Ratio;
  /** Mean distance between the two quantile functions, over the mean of what was held out (Wasserstein 1). */
  readonly errorRatio: Ratio;
  /** Mean of |fitted - held out| / held out over the quantiles 5 %, 10 %, ..., 95 %; of those above 0. */
  readonly quantileMapeRatio: Ratio;
  /** Mean log density; undefined for a table. */
  readonly meanLogDensity: number | undefined;
};

/** Places in (0, 1) at which quantile functions are compared: the middles of 200 equal parts. */
const PLACES = Array.from({ length: 200 }, (_, index) => (index + 0.5) / 200);
const TWENTIETHS = Array.from({ length: 19 }, (_, index) => (index + 1) / 20);

/** @param sortedValues rising, at least two; where all are 0 the error is in seconds */
export function compareWithHoldOut(fit: Fit, sortedValues: Float64Array): HoldOut {
  const { logDensityOf } = fit;
  const isOutside = sortedValues[0]! <= 0;
  return {
    ksDistance: kolmogorovDistance(sortedValues, fit.probabilityOf),
    errorRatio: quantileDistance(fit, sortedValues) / (meanOfSample(sortedValues) || 1),
    quantileMapeRatio: quantileMape(fit, sortedValues),
    meanLogDensity: logDensityOf && (isOutside ? -Infinity : meanOfSample(sortedValues.map(logDensityOf))),
  };
}

function quantileDistance(fit: Fit, sortedValues: Float64Array): number {
  return meanOfSample(PLACES.map(p => Math.abs(fit.quantileOf(p) - quantileOfSorted(sortedValues, p))));
}

function quantileMape(fit: Fit, sortedValues: Float64Array): Ratio {
  const errors = TWENTIETHS.flatMap(p => {
    const seen = quantileOfSorted(sortedValues, p);
    return seen > 0 ? [Math.abs(fit.quantileOf(p) - seen) / seen] : [];
  });
  return errors.length === 0 ? 0 : meanOfSample(errors);
}

/** The largest distance between two samples' distribution functions. */
export function twoSampleDistance(sortedA: Float64Array, sortedB: Float64Array): Ratio {
  let a = 0;
  let b = 0;
  let distance = 0;
  while (a < sortedA.length && b < sortedB.length) {
    const value = Math.min(sortedA[a]!, sortedB[b]!);
    while (a < sortedA.length && sortedA[a]! <= value) a += 1;
    while (b < sortedB.length && sortedB[b]! <= value) b += 1;
    distance = Math.max(distance, Math.abs(a / sortedA.length - b / sortedB.length));
  }
  return distance;
}
