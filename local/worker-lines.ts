/** The worker's log for a person at a terminal: a line for each thing that happened, without what is the same in all of them. */
import { z } from 'zod';

const lineSchema = z.looseObject({ level: z.string(), time: z.string(), msg: z.string() });
const SAME_IN_ALL = new Set(['level', 'time', 'msg', 'stack', 'fleet', 'group', 'instanceId']);

/**
 * @returns undefined for what is not for people: metrics
 * @example workerLine('{"level":"info","time":"2026-11-28T01:02:03.456Z","msg":"stage made","stage":"matte","busySeconds":0.1}')
 *   // '01:02:03 stage made  stage=matte busySeconds=0.1'
 */
export function workerLine(text: string): string | undefined {
  const line = parse(text);
  if (line === undefined) return text;
  if (line === 'metric') return undefined;
  const more = Object.entries(line).flatMap(([name, value]) =>
    SAME_IN_ALL.has(name) || value === undefined ? [] : [`${name}=${valueText(value)}`],
  );
  const level = line.level === 'info' ? '' : `${line.level}: `;
  return `${line.time.slice(11, 19)} ${level}${line.msg}${more.length === 0 ? '' : `  ${more.join(' ')}`}`;
}

function parse(text: string): z.output<typeof lineSchema> | 'metric' | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && '_aws' in value) return 'metric';
    const line = lineSchema.safeParse(value);
    return line.success ? line.data : undefined;
  } catch {
    return undefined;
  }
}

function valueText(value: unknown): string {
  if (typeof value === 'number') return String(Number(value.toPrecision(3)));
  if (typeof value === 'string') return value;
  const { message } = (value ?? {}) as { message?: unknown };
  return typeof message === 'string' ? JSON.stringify(message) : JSON.stringify(value);
}
