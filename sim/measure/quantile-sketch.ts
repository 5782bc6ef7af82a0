/**
 * Quantiles of more values than one wants to keep: counts in bins whose edges grow by a fixed ratio (DDSketch: Masson, Rim
 * and Lee, VLDB 2019). It protects one invariant: a quantile that it tells is within `SKETCH_ERROR_RATIO` of the exact one,
 * whatever the distribution. Counts, so that merging in any order gives the same bins; the sum is compensated, and merged
 * in the order it is told.
 */
import type { Count, Ratio } from '../../hub/units.ts';
import type { MetricSummary } from './summary.ts';

/** Far below what a run can tell: the p95 of 10 million waits moves by more from one seed to the next. */
export const SKETCH_ERROR_RATIO: Ratio = 0.001;

/** Below a millisecond a time is told as 0. */
const VALUE_MIN = 1e-3;
/** Thirty years in seconds; longer than any horizon. */
const VALUE_MAX = 1e9;
/** Ratio of a bin's edges: every value of a bin is within the error of 2 x upper edge / (1 + ratio). */
const EDGE_RATIO = (1 + SKETCH_ERROR_RATIO) / (1 - SKETCH_ERROR_RATIO);
const EDGE_LOG = Math.log(EDGE_RATIO);
const FIRST_BIN = Math.ceil(Math.log(VALUE_MIN) / EDGE_LOG);
const BIN_COUNT = Math.ceil(Math.log(VALUE_MAX) / EDGE_LOG) - FIRST_BIN + 1;

export type QuantileSketch = {
  count: Count;
  /** Values that are told as 0. */
  zeroCount: Count;
  /** Neumaier's sum: `sum + lost` is the exact sum to about its last bit. */
  sum: number;
  lost: number;
  max: number;
  /** [bin]: about 14,000 of them, 110 kB, whatever the number of values. */
  readonly bins: Float64Array;
};

export function createSketch(): QuantileSketch {
  return { count: 0, zeroCount: 0, sum: 0, lost: 0, max: Number.NEGATIVE_INFINITY, bins: new Float64Array(BIN_COUNT) };
}

/** @throws RangeError for a value that is no time: NaN, below 0 or beyond thirty years */
export function addToSketch(sketch: QuantileSketch, value: number): void {
  if (!(value >= 0 && value <= VALUE_MAX)) throw new RangeError(`a sketch takes 0..${VALUE_MAX} (saw ${value})`);
  sketch.count += 1;
  if (value > sketch.max) sketch.max = value;
  addToSum(sketch, value);
  if (value < VALUE_MIN) sketch.zeroCount += 1;
  else sketch.bins[Math.ceil(Math.log(value) / EDGE_LOG) - FIRST_BIN]! += 1;
}

/** Adds all that `other` has seen. */
export function mergeSketch(sketch: QuantileSketch, other: QuantileSketch): void {
  sketch.count += other.count;
  sketch.zeroCount += other.zeroCount;
  sketch.max = Math.max(sketch.max, other.max);
  addToSum(sketch, other.sum);
  addToSum(sketch, other.lost);
  for (let bin = 0; bin < BIN_COUNT; bin += 1) sketch.bins[bin]! += other.bins[bin]!;
}

/**
 * The same seven numbers as of an exact sample, with the error of the quantiles; mean, max and count have none. Null when
 * nothing was seen.
 *
 * @example of 10 million waits whose exact p95 is 1000 s -> p95 between 999 and 1001
 */
export function summarizeSketch(sketch: QuantileSketch): MetricSummary | null {
  const { count, sum, lost, max } = sketch;
  if (count === 0) return null;
  const quantile = (probability: number) => quantileOfSketch(sketch, probability);
  return {
    mean: (sum + lost) / count,
    p50: quantile(0.5),
    p90: quantile(0.9),
    p95: quantile(0.95),
    p99: quantile(0.99),
    max,
    count,
    errorRatio: SKETCH_ERROR_RATIO,
  };
}

/** Type 7 (ADR 0005), as of an exact sample: a mean of two values within the error is within it, too. */
function quantileOfSketch(sketch: QuantileSketch, probability: number): number {
  const rank = probability * (sketch.count - 1);
  const below = Math.floor(rank);
  const low = valueAtRank(sketch, below);
  return below === rank ? low : low + (rank - below) * (valueAtRank(sketch, below + 1) - low);
}

/** @param rank 0..count - 1 */
function valueAtRank({ bins, zeroCount, max }: QuantileSketch, rank: number): number {
  let seenCount = zeroCount;
  if (rank < seenCount) return 0;
  let bin = 0;
  while ((seenCount += bins[bin]!) <= rank) bin += 1;
  return Math.min(max, (2 * EDGE_RATIO ** (bin + FIRST_BIN)) / (1 + EDGE_RATIO));
}

function addToSum(sketch: QuantileSketch, value: number): void {
  const next = sketch.sum + value;
  sketch.lost += Math.abs(sketch.sum) >= Math.abs(value) ? sketch.sum - next + value : value - next + sketch.sum;
  sketch.sum = next;
}
