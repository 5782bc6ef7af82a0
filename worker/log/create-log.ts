/**
 * The worker's log: one line of JSON for each thing that happened, for whoever looks for a job in it. Invariant: what a person
 * wrote and what lets somebody in are in no line, however deep they were handed over.
 */
import pino, { type DestinationStream } from 'pino';

export type Particulars = Readonly<Record<string, unknown>>;
export type Log = (level: 'debug' | 'info' | 'warn' | 'error', message: string, particulars?: Particulars) => void;

export type LogOptions = {
  /** In every line: stack, fleet, instance and its type. */
  readonly bindings: Particulars;
  /** Without it: standard output. */
  readonly destination?: DestinationStream;
  readonly level?: 'debug' | 'info';
};

/** A prompt is its owner's; a receipt handle or a signed URL is a key to a job. Compared without regard to case. */
const SECRET_KEYS =
  /^(prompt|negativeprompt|body|token|authorization|receipthandle|password|secret.*|.*credentials|url)$/i;
/** Deeper than anything that is handed over on purpose. */
const DEPTH_MAX = 5;

/**
 * @example createLog({ bindings: { fleet: 'rigging' } })('info', 'message done', { jobId: 'job_1' })
 *   // {"level":"info","time":"2026-11-27T20:00:00.000Z","fleet":"rigging","jobId":"job_1","msg":"message done"}
 */
export function createLog({ bindings, destination, level = 'info' }: LogOptions): Log {
  const options = {
    level,
    base: clean(bindings, 0) as Record<string, unknown>,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  const logger = destination === undefined ? pino(options) : pino(options, destination);
  return (severity, message, particulars = {}) => logger[severity](clean(particulars, 0), message);
}

/** The same log, with more in each line: the job, the stage. */
export const withParticulars =
  (log: Log, more: Particulars): Log =>
  (level, message, particulars) =>
    log(level, message, { ...more, ...particulars });

/** A copy without secrets, with errors as what is worth reading of them. */
function clean(value: unknown, depth: number): unknown {
  if (value instanceof Error) return describe(value, depth);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= DEPTH_MAX) return '...';
  if (Array.isArray(value)) return value.map(each => clean(each, depth + 1));
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, each]) => (SECRET_KEYS.test(key) ? [] : [[key, clean(each, depth + 1)]])),
  );
}

/** Of an error of the AWS SDK its request id, too; not its response, which holds headers and bodies. */
function describe(error: Error, depth: number): Particulars {
  const { name, message, stack, cause, code, $metadata } = error as Error & {
    readonly code?: unknown;
    readonly $metadata?: { readonly requestId?: string; readonly httpStatusCode?: number };
  };
  return {
    name,
    message,
    ...(code === undefined ? {} : { code }),
    ...($metadata === undefined ? {} : { requestId: $metadata.requestId, status: $metadata.httpStatusCode }),
    stack,
    ...(cause === undefined || depth >= DEPTH_MAX ? {} : { cause: clean(cause, depth + 1) }),
  };
}
