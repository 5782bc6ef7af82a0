import { assertNever } from './assert-never.ts';
import type { Distribution } from './distribution.ts';

/** The mean, in the distribution's own unit. */
export function meanOf(distribution: Distribution): number {
  switch (distribution.kind) {
    case 'constant':
      return distribution.value;
    case 'exponential':
    case 'lognormal':
    case 'gamma':
      return distribution.mean;
    case 'uniform':
      return (distribution.low + distribution.high) / 2;
    case 'triangular':
      return (distribution.low + distribution.mode + distribution.high) / 3;
    case 'quantiles': {
      // A piecewise linear inverse CDF: each piece contributes its width times its mid value.
      let mean = 0;
      for (let i = 1; i < distribution.table.length; i += 1) {
        const [p0, x0] = distribution.table[i - 1]!;
        const [p1, x1] = distribution.table[i]!;
        mean += ((p1 - p0) * (x0 + x1)) / 2;
      }
      return mean;
    }
    default:
      return assertNever(distribution);
  }
}
