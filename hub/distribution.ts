/**
 * Distributions as data: what a stage's service time, a boot phase or a think time may be written as in a stack or
 * scenario file. Sampling lives with the simulator; here is only the shape.
 */
import { z } from 'zod';

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
