/** What the hub on one machine takes from it: variables, clock, chance and output. Only here. */
import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import type { Seconds } from '../hub/units.ts';

export const nowMilliseconds = (): number => Date.now();

export const drawName = (): string => randomBytes(6).toString('hex');

/** For functions that are loaded after it: they read their settings from variables, as in Lambda. */
export function setVariables(variables: Readonly<Record<string, string>>): void {
  Object.assign(process.env, variables);
}

/** Ends early, without an error, when the signal is given. Keeps no process from ending. */
export async function sleep(seconds: Seconds, signal: AbortSignal): Promise<void> {
  try {
    await pause(seconds * 1000, undefined, { signal, ref: false });
  } catch {
    // Only an abort ends a pause early.
  }
}

export const commandLine = (): readonly string[] => process.argv.slice(2);

const writeOut = process.stdout.write.bind(process.stdout);
const writeErr = process.stderr.write.bind(process.stderr);

export function print(text: string): void {
  writeOut(`${text}\n`);
}

export function printError(text: string): void {
  writeErr(`${text}\n`);
}

/** As it is, without an end of line. */
export function printRaw(text: string): void {
  writeOut(text);
}

/** Whether a person sees at once what is written to standard error. */
export const isErrorTerminal = (): boolean => process.stderr.isTTY === true;

/** In the place of the terminal's last line, which `text` must fit in. */
export function redrawError(text: string): void {
  writeErr(`\r\u001b[K${text}`);
}

export function exit(code: number): never {
  process.exit(code);
}

/** At Ctrl-C, and when whoever started it ends it. */
export function onStop(listener: (signal: NodeJS.Signals) => void): void {
  process.on('SIGINT', listener);
  process.on('SIGTERM', listener);
}

/** For a process that is started by this one. */
export const environment: Readonly<Record<string, string | undefined>> = process.env;

export const nodePath: string = process.execPath;

/** Of the terminal that standard output is; undefined when it is none. */
export function terminalSize(): { readonly columns: number; readonly rows: number } | undefined {
  const { isTTY, columns, rows } = process.stdout;
  return isTTY === true ? { columns, rows } : undefined;
}

export const currentFolder = (): string => process.cwd();

/** Numbers of what this machine has: processors it may use, and memory that is free, in bytes. */
export const machine = (): { readonly cores: number; readonly freeBytes: number } => ({
  cores: availableParallelism(),
  freeBytes: process.availableMemory(),
});

/**
 * From now on, what code that knows no better writes to standard output and standard error goes to `listener`; `print` and
 * `printError` go on to the terminal.
 */
export function divertOutput(listener: (text: string) => void): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.write = ((chunk: string | Uint8Array, ...rest: unknown[]) => {
      listener(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8'));
      const done = rest.at(-1);
      if (typeof done === 'function') done();
      return true;
    }) as typeof stream.write;
  }
}
