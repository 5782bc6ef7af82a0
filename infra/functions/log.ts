import { currentTime, writeLine } from './environment.ts';

/** In Lambda's words. With `timestamp` beside it, the level decides whether Lambda keeps the line (Lambda guide, 2024 [H]). */
export type LogLevel = 'INFO' | 'WARN' | 'ERROR';

/** One happening: a constant sentence to search for, and the particulars. Never a prompt or a token. */
export type Log = (level: LogLevel, message: string, particulars?: Readonly<Record<string, unknown>>) => void;

/** Writes one line of JSON. An error among the particulars is written as its name, message and stack. */
export const log: Log = (level, message, particulars = {}) => {
  writeLine(JSON.stringify({ timestamp: currentTime(), level, message, ...particulars }, errorAsData));
};

function errorAsData(_key: string, value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  return { name: value.name, message: value.message, stack: value.stack };
}
