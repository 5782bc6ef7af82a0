/** One-sided confidence bounds, each with its share of the error that a whole choice may make. */
import type { Count, Ratio } from '../../hub/units.ts';
import { meanInterval } from '../measure/interval.ts';
import type { Sample } from '../measure/sample-statistics.ts';

export type Bounds = { readonly mean: number; readonly low: number; readonly high: number };

/**
 * Bounds that are each wrong with probability `errorRatio`: independent normal values assumed, as by every t interval.
 *
 * @param values at least two
 * @example boundsOf([9, 10, 11], 0.025)   // { mean: 10, low: 7.516, high: 12.484 }
 */
export function boundsOf(values: Sample, errorRatio: Ratio): Bounds {
  const { mean, low, high } = meanInterval(values, 1 - 2 * errorRatio);
  if (low === null || high === null) throw new Error(`bounds need two values (saw ${values.length})`);
  return { mean, low, high };
}

/** Of candidate - rival, on the replications that both have: the first ones. */
export function differenceBounds(candidate: Sample, rival: Sample, errorRatio: Ratio): Bounds {
  const length = Math.min(candidate.length, rival.length);
  return boundsOf(
    Float64Array.from({ length }, (_, index) => candidate[index]! - rival[index]!),
    errorRatio,
  );
}

/**
 * How much error each single statement may make, so that all of them together are right with the confidence that was asked
 * (Bonferroni): a third of the error for rules, a third for throwing out the dearer, a third for how near the rest may be.
 */
export function errorShares(
  confidence: Ratio,
  { candidateCount, ruleCount, lookCount }: Readonly<Record<'candidateCount' | 'ruleCount' | 'lookCount', Count>>,
): { readonly rule: Ratio; readonly pair: Ratio } {
  const third = (1 - confidence) / 3 / lookCount;
  return {
    rule: third / Math.max(1, candidateCount * ruleCount),
    pair: third / Math.max(1, candidateCount - 1),
  };
}
