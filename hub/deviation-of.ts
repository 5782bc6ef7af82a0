import { assertNever } from './assert-never.ts';
import type { Distribution } from './distribution.ts';
import { meanOf } from './mean-of.ts';

/** The standard deviation, in the distribution's own unit. */
export function deviationOf(distribution: Distribution): number {
  switch (distribution.kind) {
    case 'constant':
      return 0;
    case 'exponential':
      return distribution.mean;
    case 'lognormal':
    case 'gamma':
      return distribution.mean * distribution.cv;
    case 'uniform':
      return (distribution.high - distribution.low) / Math.sqrt(12);
    case 'triangular': {
      const { low: a, mode: c, high: b } = distribution;
      return Math.sqrt((a * a + b * b + c * c - a * b - a * c - b * c) / 18);
    }
    case 'quantiles': {
      // The mean square of a line between two points, weighted by the width of its piece.
      let meanSquare = 0;
      for (let i = 1; i < distribution.table.length; i += 1) {
        const [p0, x0] = distribution.table[i - 1]!;
        const [p1, x1] = distribution.table[i]!;
        meanSquare += ((p1 - p0) * (x0 * x0 + x0 * x1 + x1 * x1)) / 3;
      }
      return Math.sqrt(Math.max(0, meanSquare - meanOf(distribution) ** 2));
    }
    default:
      return assertNever(distribution);
  }
}
