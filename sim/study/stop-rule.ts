/**
 * When a study has seen enough. It protects one invariant: how many replications there are depends on their results in
 * order, never on how many threads worked or which of them was faster.
 *
 * Looking after every batch and stopping at the first narrow interval covers slightly less often than 95 %, because a
 * lucky small spread stops it; `min` (10 by default) keeps that small (Law, Simulation Modeling and Analysis, 5th ed.
 * 2015, section 9.4.1: sequential procedures).
 */
import type { Count, Ratio } from '../../hub/units.ts';
import { meanInterval, relativeHalfWidth } from '../measure/interval.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { ReplicationSummary } from './replication-summary.ts';

/** `min` = `max` runs exactly that many. */
export type ReplicationRule = Scenario['replications'];

/**
 * Replications between two looks at the precision. Own choice: fewer looks stop by luck less often, more waste fewer
 * replications; ten is what the usual machines' threads take at once. Not the number of threads, on purpose.
 */
export const BATCH_COUNT = 10;

/** The confidence of every interval in a study. */
const CONFIDENCE = 0.95;

/**
 * After how many replications to look next: `min`, then every BATCH_COUNT more, at last `max`.
 *
 * @param doneCount replications done in all when it was looked last; 0 at the start
 * @example min 10, max 25: nextLookCount(0, rule) is 10, (10, rule) is 20, (20, rule) is 25
 */
export function nextLookCount(doneCount: Count, { min, max }: ReplicationRule): Count {
  return Math.min(max, doneCount < min ? min : doneCount + BATCH_COUNT);
}

/**
 * Half width of the 95 % interval of cost_usd_per_character over its mean. Null when fewer than two replications
 * finished a character: nothing is known about the precision then, and it must not stop a study.
 *
 * @example costs 0.009, 0.010 and 0.011 -> 2.484 standard errors of 0.001 over 0.010: 0.248
 */
export function precisionOf(summaries: readonly ReplicationSummary[]): Ratio | null {
  const costs = summaries.map(summary => summary.scalars.cost_usd_per_character ?? null).filter(cost => cost !== null);
  return costs.length === 0 ? null : relativeHalfWidth(meanInterval(costs, CONFIDENCE));
}

/** Whether the interval is as narrow as the rule asks. */
export function isPrecise(precisionRatio: Ratio | null, rule: ReplicationRule): boolean {
  return precisionRatio !== null && precisionRatio <= rule.precisionRatio;
}
