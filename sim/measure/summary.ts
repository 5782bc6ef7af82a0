/**
 * What a metric says: one replication in seven numbers, and several replications in one line. It protects two
 * invariants: what was not observed is null, never 0 or NaN; and an interval rests on replications, never on the
 * dependent jobs inside one.
 */
import { type MeanInterval, meanInterval } from './interval.ts';
import { meanOfSample, quantilesOf } from './sample-statistics.ts';

/** One replication's view of a metric, in the metric's unit. Quantiles are type 7 (ADR 0005). */
export type MetricSummary = {
  readonly mean: number;
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
  /** Observations in this replication. */
  readonly count: number;
  /** How far the quantiles may be off, as a share of themselves; left out where they are exact. */
  readonly errorRatio?: number;
};

export type IntervalPair = readonly [low: number, high: number];

/** Several replications: each statistic is the mean of the replications' own, except `max`, the largest of all. */
export type CombinedSummary = {
  readonly mean: number;
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
  /** 95 % t intervals over replications; null when fewer than two had any observation. */
  readonly ci95: { readonly mean: IntervalPair; readonly p95: IntervalPair } | null;
  /** Replications with at least one observation: fewer than were run means that the metric is about those only. */
  readonly replications: number;
  /** The largest of the replications'; left out where all are exact. */
  readonly errorRatio?: number;
};

/** Several replications of a plain number, such as dollars per character. */
export type ScalarSummary = {
  readonly mean: number;
  readonly ci95: IntervalPair | null;
  readonly min: number;
  readonly max: number;
  /** Replications that had a value. */
  readonly replications: number;
};

const CONFIDENCE = 0.95;

/**
 * Summarizes one replication. O(n); null when nothing was observed (no job finished, nobody waited for a cold start).
 *
 * @example summarizeSample(Float64Array.of(1, 2, 3, 4, 10)) // mean 4, p50 3, p90 7.6, p95 8.8, p99 9.76, max 10, count 5
 */
export function summarizeSample(values: Float64Array): MetricSummary | null {
  if (values.length === 0) return null;
  const [p50, p90, p95, p99, max] = quantilesOf(values, [0.5, 0.9, 0.95, 0.99, 1]) as [
    number,
    number,
    number,
    number,
    number,
  ];
  return { mean: meanOfSample(values), p50, p90, p95, p99, max, count: values.length };
}

/**
 * Combines replications, each with the weight of one, because a replication (not a job) is the independent observation.
 * Null when none observed anything.
 *
 * @example combineReplications([summary, summary])?.ci95?.mean // [mean, mean]: equal replications have no width
 */
export function combineReplications(summaries: readonly (MetricSummary | null)[]): CombinedSummary | null {
  const seen = summaries.filter(summary => summary !== null);
  if (seen.length === 0) return null;
  const over = (statistic: (summary: MetricSummary) => number) => meanInterval(seen.map(statistic), CONFIDENCE);
  const mean = over(summary => summary.mean);
  const p95 = over(summary => summary.p95);
  const meanPair = pairOf(mean);
  const p95Pair = pairOf(p95);
  const errorRatio = seen.reduce((largest, summary) => Math.max(largest, summary.errorRatio ?? 0), 0);
  return {
    mean: mean.mean,
    p50: over(summary => summary.p50).mean,
    p90: over(summary => summary.p90).mean,
    p95: p95.mean,
    p99: over(summary => summary.p99).mean,
    max: seen.reduce((largest, summary) => Math.max(largest, summary.max), -Infinity),
    ci95: meanPair === null || p95Pair === null ? null : { mean: meanPair, p95: p95Pair },
    replications: seen.length,
    ...(errorRatio === 0 ? {} : { errorRatio }),
  };
}

/**
 * Combines a plain number over replications; a replication that has none (cost per character where no character was
 * finished) passes null. Null when no replication had one.
 *
 * @example combineScalars([0.0061, 0.0063]) // mean 0.0062, ci95 [0.00493, 0.00747], min 0.0061, max 0.0063
 */
export function combineScalars(values: readonly (number | null)[]): ScalarSummary | null {
  const seen = values.filter(value => value !== null);
  if (seen.length === 0) return null;
  const interval = meanInterval(seen, CONFIDENCE);
  return {
    mean: interval.mean,
    ci95: pairOf(interval),
    min: seen.reduce((least, value) => Math.min(least, value), Infinity),
    max: seen.reduce((most, value) => Math.max(most, value), -Infinity),
    replications: seen.length,
  };
}

function pairOf(interval: MeanInterval): IntervalPair | null {
  return interval.low === null || interval.high === null ? null : [interval.low, interval.high];
}
