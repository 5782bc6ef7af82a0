/**
 * Boot paths: what happens between the decision to add an instance and its first job, in three phases:
 * launch (API call until `running`: not billed), boot (system, driver, worker) and model load (weights into GPU memory).
 */
import { z } from 'zod';
import { distributionSchema } from '../distribution.ts';

export const bootPathSchema = z.strictObject({
  launchSeconds: distributionSchema,
  bootSeconds: distributionSchema,
  modelLoadSeconds: distributionSchema,
});
export type BootPath = z.infer<typeof bootPathSchema>;
