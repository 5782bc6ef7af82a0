/** How many times are enough, and why. */
import type { Count } from '../../hub/units.ts';

/**
 * A gate speaks of a p95, and a twentieth of 100 is five: with fewer beyond it the p95 is one slow job's luck. At the spread
 * that stages have (cv 0.25 to 0.75), 100 times also know their mean to 5-15 % (95 % interval).
 */
export const SAMPLE_COUNT_MIN: Count = 100;

/** @example tooSmall(12)   // 'has 12 times, and needs 100: ...' */
export const tooSmall = (count: Count): string =>
  `has ${count} times, and needs ${SAMPLE_COUNT_MIN}: below that its p95 rests on fewer than five`;
