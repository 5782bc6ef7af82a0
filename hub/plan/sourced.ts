/**
 * A default that knows where it came from. `asset-sim config` prints the source beside every value that no file sets,
 * so a default without one cannot be written down.
 */
import type { z } from 'zod';

/** Gives `schema` a default and remembers its source, as `AWS SQS guide 2023-05-05 [H]`. */
export function sourced<Schema extends z.ZodType>(schema: Schema, value: z.input<Schema>, source: string) {
  return schema.prefault(value as never).meta({ source });
}

/** The source given to `sourced`, or undefined. */
export function sourceOf(schema: z.ZodType): string | undefined {
  const source = schema.meta()?.source;
  return typeof source === 'string' ? source : undefined;
}
