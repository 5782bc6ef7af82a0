/**
 * Confidence intervals for a mean. It protects one invariant: no interval is printed that the data cannot carry; one
 * value has a mean and no width, and the width is then null, not zero.
 *
 * The values must be independent: one number per replication, or one per batch (`batch-means.ts`). The waits of
 * neighbouring jobs are not independent, and an interval made from them is many times too narrow.
 */
import { meanOfSample, type Sample, standardDeviationOfSample } from './sample-statistics.ts';
import { studentTQuantile } from './student-t.ts';

export type MeanInterval = {
  readonly mean: number;
  /** In the unit of the values; null when fewer than two values were given. */
  readonly halfWidth: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** How many independent values the interval rests on. */
  readonly count: number;
};

/**
 * The t interval for a mean: mean +- t(count - 1) * standard deviation / sqrt(count). Exact for normal values; means of
 * long replications are near enough to normal (the coverage test shows how near).
 *
 * @param confidence in (0, 1): 0.95 for a 95 % interval
 * @throws Error (a defect) when `values` is empty: a mean of nothing does not exist; ask for the count first.
 * @example meanInterval([9, 10, 11], 0.95) // mean 10, halfWidth 4.303 * 1 / sqrt(3) = 2.484
 */
export function meanInterval(values: Sample, confidence: number): MeanInterval {
  requireConfidence(confidence);
  const count = values.length;
  // Equal values have exactly their own value as mean and no width; summing and dividing could be off by one bit.
  const mean = isConstant(values) ? values[0]! : meanOfSample(values);
  if (count < 2) return { mean, halfWidth: null, low: null, high: null, count };
  const deviation = isConstant(values) ? 0 : standardDeviationOfSample(values);
  const halfWidth = (studentTQuantile((1 + confidence) / 2, count - 1) * deviation) / Math.sqrt(count);
  return { mean, halfWidth, low: mean - halfWidth, high: mean + halfWidth, count };
}

/**
 * Half-width over |mean|: the precision reached, as a ratio. A stopping rule compares it with, say, 0.02.
 * Null when there is no width, or when the mean is 0 and the width is not (no ratio to a mean of nothing).
 */
export function relativeHalfWidth(interval: MeanInterval): number | null {
  if (interval.halfWidth === null) return null;
  if (interval.halfWidth === 0) return 0;
  return interval.mean === 0 ? null : interval.halfWidth / Math.abs(interval.mean);
}

/**
 * The interval for the mean of candidate - baseline, pair by pair: positive means that the candidate is larger. Pairs
 * share their random numbers, so most of the noise cancels; identical samples give difference 0 and width 0, exactly.
 *
 * @throws Error (a defect) when the samples are empty or differ in length.
 * @example pairedDifference([12, 22, 31], [10, 20, 30], 0.95) // mean 1.667: differences 2, 2, 1
 */
export function pairedDifference(candidate: Sample, baseline: Sample, confidence: number): MeanInterval {
  if (candidate.length !== baseline.length) {
    throw new Error(`paired samples must be equally long (saw ${candidate.length} and ${baseline.length})`);
  }
  const differences = Float64Array.from(candidate, (value, i) => value - baseline[i]!);
  return meanInterval(differences, confidence);
}

function isConstant(values: Sample): boolean {
  if (values.length === 0 || !Number.isFinite(values[0])) return false;
  for (let i = 1; i < values.length; i += 1) if (values[i] !== values[0]) return false;
  return true;
}

function requireConfidence(confidence: number): void {
  if (!(confidence > 0 && confidence < 1)) throw new Error(`confidence must be in (0, 1) (saw ${confidence})`);
}
