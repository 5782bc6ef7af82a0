import { Logger } from '@aws-lambda-powertools/logger';

/** In Lambda's words. With `timestamp` beside it, the level decides whether Lambda keeps the line (Lambda guide, 2024 [H]). */
export type LogLevel = 'INFO' | 'WARN' | 'ERROR';

/** One happening: a constant sentence to search for, and the particulars. Never a prompt or a token. */
export type Log = (level: LogLevel, message: string, particulars?: Readonly<Record<string, unknown>>) => void;

/** It adds the id of the trace, where a caller started one, and knows how Lambda wants levels and errors written. */
const logger = new Logger({ serviceName: 'asset-hub' });

const METHODS = { INFO: 'info', WARN: 'warn', ERROR: 'error' } as const satisfies Record<LogLevel, keyof Logger>;

/**
 * Writes one line of JSON, to the standard output or, from a warning on, to the standard error; Lambda keeps both. An error
 * among the particulars is written as its name, message and stack.
 */
export const log: Log = (level, message, particulars = {}) => logger[METHODS[level]](message, { ...particulars });
