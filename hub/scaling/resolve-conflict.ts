import type { Decision } from './policy.ts';

/**
 * Of several decisions made at one instant, the one with the largest capacity, for scale-out and for scale-in (EC2
 * Auto Scaling guide, as-scale-based-on-demand, 2023-02-20, "Multiple dynamic scaling policies" [H]). The first wins a
 * tie; undefined when there are none.
 *
 * For alarms and submits only: a scheduled action sets the limits and is carried out before the others are asked. Each
 * policy's memory stays its own, so keep every decision's, not only the winner's.
 *
 * Several target tracking policies on one group scale in only together: when a low alarm fires, ask and pass all of
 * those with scale-in enabled, and the one that wants to stay wins by this same rule.
 *
 * Example: 8 instances, one policy removes 3, another 25 percent: 6 stay.
 */
export function resolveConflict(decisions: readonly Decision[]): Decision | undefined {
  let largest: Decision | undefined;
  for (const decision of decisions) {
    if (largest === undefined || decision.desiredCount > largest.desiredCount) largest = decision;
  }
  return largest;
}
