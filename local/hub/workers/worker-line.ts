/** A line of a worker's log, as far as the hub looks at it. */
import { z } from 'zod';

const lineSchema = z.looseObject({ level: z.string(), time: z.string(), msg: z.string() });
export type WorkerLine = z.output<typeof lineSchema>;

/** @returns undefined for a line of metrics, and for what is no line of the log */
export function parseWorkerLine(text: string): WorkerLine | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return lineSchema.safeParse(value).data;
  } catch {
    return undefined;
  }
}
