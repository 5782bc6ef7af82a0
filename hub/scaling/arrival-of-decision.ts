import type { Count, Seconds } from '../units.ts';

/** A decision that has not taken effect yet. */
export type DecisionUnderway = { readonly atSeconds: Seconds; readonly toCount: Count };

/**
 * When a decision takes effect that sets out now. One that changes nothing is dropped. Of two on their way at once the larger
 * capacity counts, as when policies act together, and it arrives when the first would have: a stream of decisions must not
 * put off their effect for ever.
 *
 * @param toCount what was decided
 * @param dueSeconds when it would arrive, if it were alone
 * @returns undefined for a decision that is dropped
 * @example arrivalOfDecision(5, 2, { atSeconds: 10, toCount: 3 }, 15)   // 10: it takes the place of the other
 */
export function arrivalOfDecision(
  toCount: Count,
  desiredCount: Count,
  underway: DecisionUnderway | undefined,
  dueSeconds: Seconds,
): Seconds | undefined {
  if (toCount === desiredCount) return undefined;
  if (underway === undefined) return dueSeconds;
  return underway.toCount >= toCount ? undefined : underway.atSeconds;
}
