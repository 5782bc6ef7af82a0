import { assertNever } from '../assert-never.ts';
import type { Threshold } from './parse-threshold.ts';

/**
 * Whether a measured value is on the right side of a threshold. What was not observed keeps nothing: a hub that finished
 * no character has no price per character, and must not pass for a cheap one.
 *
 * @param value in the metric's unit; null when it was not observed
 * @example keepsThreshold({ operator: '<', limit: 0.014 }, 0.0123)   // true
 */
export function keepsThreshold(
  { operator, limit }: Pick<Threshold, 'operator' | 'limit'>,
  value: number | null,
): boolean {
  if (value === null) return false;
  switch (operator) {
    case '<':
      return value < limit;
    case '<=':
      return value <= limit;
    case '>':
      return value > limit;
    case '>=':
      return value >= limit;
    default:
      return assertNever(operator);
  }
}
