import type { NanoUsd } from '../../hub/units.ts';

/**
 * Splits a whole number into whole parts in proportion to `weights`, so that the parts sum to the total exactly: each part
 * is rounded down and the rest goes, one by one, to the largest remainders (of equals, to the first).
 *
 * @throws RangeError when the total is not a safe integer >= 0, a weight is negative or not finite, or no weight is above
 * 0 while there is something to split.
 * @example splitExactly(100, [1, 1, 1])   // [34, 33, 33]
 */
export function splitExactly(totalNanoUsd: NanoUsd, weights: readonly number[]): NanoUsd[] {
  if (!Number.isSafeInteger(totalNanoUsd) || totalNanoUsd < 0) {
    throw new RangeError(`only a safe integer >= 0 can be split exactly (saw ${totalNanoUsd})`);
  }
  let weightSum = 0;
  for (const weight of weights) {
    if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY))
      throw new RangeError(`a weight must be >= 0 (saw ${weight})`);
    weightSum += weight;
  }
  if (totalNanoUsd === 0) return weights.map(() => 0);
  if (!(weightSum > 0 && weightSum < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`nothing to split ${totalNanoUsd} by: the weights sum to ${weightSum}`);
  }
  // 1. Rounded down. A share of 1 or less times the total never exceeds it, but their sum may, by rounding of doubles.
  const exact = weights.map(weight => (weight / weightSum) * totalNanoUsd);
  const parts = exact.map(Math.floor);
  let rest = totalNanoUsd;
  for (const part of parts) rest -= part;
  // 2. What is left, to the largest remainders; once round is nearly always enough.
  while (rest !== 0) rest = handOut(rest, exact, parts);
  return parts;
}

/** Gives one unit to the part that is shortest of its exact share (or takes one from the longest); returns what is left. */
function handOut(rest: number, exact: readonly number[], parts: number[]): number {
  const step = Math.sign(rest);
  let best = -1;
  for (let i = 0; i < parts.length; i += 1) {
    if (exact[i] === 0) continue;
    if (best < 0 || step * (exact[i]! - parts[i]!) > step * (exact[best]! - parts[best]!)) best = i;
  }
  parts[best]! += step;
  return rest - step;
}
