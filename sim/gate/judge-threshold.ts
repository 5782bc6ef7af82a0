/**
 * Whether a study keeps a threshold. It protects one invariant: the verdict is on the confidence bound, so that noise alone
 * seldom turns a check red, and a check is not green for want of replications.
 */
import { keepsThreshold } from '../../hub/gate/keeps-threshold.ts';
import type { Threshold } from '../../hub/gate/parse-threshold.ts';
import type { Count } from '../../hub/units.ts';
import { meanInterval } from '../measure/interval.ts';
import type { IntervalPair } from '../measure/summary.ts';
import type { ReplicationValues } from '../study/replication-values.ts';
import { replicationsToSettle } from './replications-to-settle.ts';
import { valuesOf } from './values-of.ts';

export type Verdict = {
  readonly threshold: Threshold;
  readonly outcome: 'kept' | 'broken' | 'inconclusive';
  /** In the metric's unit: the mean over replications, for `max` the largest of all; null when nothing was observed. */
  readonly value: number | null;
  /** 95 % interval over replications; null for `max`, which is no mean, and for fewer than two observations. */
  readonly interval: IntervalPair | null;
  /** Replications that observed it. */
  readonly observedCount: Count;
  /** About how many replications would take the limit out of the interval; null when it is out, or no number would. */
  readonly replicationsNeeded: Count | null;
};

/** As every interval of a report. A plan exactly at its limit is called broken in 2.5 % of the studies, kept in as many. */
const CONFIDENCE = 0.95;

/**
 * Broken when the whole interval is on the wrong side, kept when it is on the right one. `max` is about the worst
 * replication. What was never observed is broken; what some replications did not observe is at best inconclusive: those
 * that finished nothing may not make the others look good.
 *
 * @example judgeThreshold(threshold, result.values).outcome   // 'kept'
 */
export function judgeThreshold(threshold: Threshold, values: ReplicationValues): Verdict {
  const all = valuesOf(threshold, values);
  const seen = all.filter(value => value !== null);
  const base = { threshold, observedCount: seen.length, interval: null, replicationsNeeded: null } as const;
  if (seen.length === 0) return { ...base, outcome: 'broken', value: null };
  const isComplete = seen.length === all.length;
  // 1. The worst of all replications.
  if (threshold.statistic === 'max') {
    const value = Math.max(...seen);
    return { ...base, value, outcome: outcomeOf(threshold, [value, value], isComplete) };
  }
  // 2. A mean over replications, by its interval.
  const { mean, low, high } = meanInterval(seen, CONFIDENCE);
  if (low === null || high === null) return { ...base, value: mean, outcome: 'inconclusive', replicationsNeeded: 2 };
  const outcome = outcomeOf(threshold, [low, high], isComplete);
  const needed =
    isComplete && outcome === 'inconclusive' ? replicationsToSettle(seen, threshold.limit, CONFIDENCE) : null;
  return { ...base, value: mean, interval: [low, high], outcome, replicationsNeeded: needed };
}

function outcomeOf(threshold: Threshold, [low, high]: IntervalPair, isComplete: boolean): Verdict['outcome'] {
  const keptCount = [low, high].filter(bound => keepsThreshold(threshold, bound)).length;
  if (keptCount === 0) return 'broken';
  return keptCount === 2 && isComplete ? 'kept' : 'inconclusive';
}
