import type { Count } from '../../hub/units.ts';

/**
 * After how many replications each plan that is left is looked at. Own choice: the first look throws out what is far off, and is
 * the dearest since all plans take part; five, because the t quantile of a confidence shared among hundreds of plans is 12 to
 * 18 there and 25 to 45 with four. Each is half again the one before: a plan that needs n replications gets at most 1.5 n.
 */
export const LOOK_COUNTS: readonly Count[] = Object.freeze([5, 8, 12, 18, 27, 40, 60, 90]);
