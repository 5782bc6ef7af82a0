/** A flash crowd: exactly N users, each clicking at a moment uniform within the window, in rising order. */
import type { Count, Seconds } from '../../../hub/units.ts';
import type { NextSeconds, OpenStream } from './arrival-process.ts';

/**
 * The order statistics of N uniforms, one at a time: the lowest of n uniforms on what is left of the window lies at the
 * share 1 - U^(1/n). No array and no sort, so a million users cost no memory.
 *
 * @example createFlashCrowd({ users: 10_000, windowSeconds: 60 }, open)   // 10,000 clicks within a minute
 */
export function createFlashCrowd(
  crowd: { readonly users: Count; readonly windowSeconds: Seconds },
  open: OpenStream,
): NextSeconds {
  const gaps = open('gaps');
  let remainingCount = crowd.users;
  let leftSeconds = crowd.windowSeconds;
  return () => {
    if (remainingCount === 0) return Infinity;
    // U^(1/n) = exp(-E / n) with E exponential. The window left shrinks by it: no cancellation, never past the end.
    leftSeconds *= Math.exp(-gaps.exponential() / remainingCount);
    remainingCount -= 1;
    return crowd.windowSeconds - leftSeconds;
  };
}
