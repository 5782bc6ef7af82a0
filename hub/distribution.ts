/**
 * Distributions as data: what a stage's service time, a boot phase or a think time may be written as in a stack or
 * scenario file. Sampling lives with the simulator; here is only the shape and the mean.
 */
import { z } from 'zod';
import { assertNever } from './assert-never.ts';

const nonNegative = z.number().nonnegative();
const positive = z.number().positive();

/** Every kind is non-negative, since all of ours are times or counts. `cv` is standard deviation / mean. */
export const distributionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('constant'), value: nonNegative }),
  z.strictObject({ kind: z.literal('exponential'), mean: positive }),
  z.strictObject({ kind: z.literal('lognormal'), mean: positive, cv: positive }),
  z.strictObject({ kind: z.literal('gamma'), mean: positive, cv: positive }),
  z
    .strictObject({ kind: z.literal('uniform'), low: nonNegative, high: nonNegative })
    .refine(d => d.low <= d.high, { error: 'low must be <= high', path: ['high'] }),
  z
    .strictObject({ kind: z.literal('triangular'), low: nonNegative, mode: nonNegative, high: nonNegative })
    .refine(d => d.low <= d.mode && d.mode <= d.high, { error: 'must hold low <= mode <= high', path: ['mode'] }),
  z
    .strictObject({
      kind: z.literal('quantiles'),
      /** [probability, value] pairs, both rising, from probability 0 to 1; linear between. */
      table: z.array(z.tuple([z.number().min(0).max(1), nonNegative])).min(2),
    })
    .refine(d => d.table[0]![0] === 0 && d.table.at(-1)![0] === 1, {
      error: 'must start at probability 0 and end at 1',
      path: ['table'],
    })
    .refine(d => d.table.every(([p, x], i) => i === 0 || (p > d.table[i - 1]![0] && x >= d.table[i - 1]![1])), {
      error: 'probabilities must rise and values must not fall',
      path: ['table'],
    }),
]);

export type Distribution = z.infer<typeof distributionSchema>;

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
