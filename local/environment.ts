/** What the hub on one machine takes from it: variables, clock, chance and output. Only here. */
import { randomBytes } from 'node:crypto';
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

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

export function printError(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Whether a person sees at once what is written to standard error. */
export const isErrorTerminal = (): boolean => process.stderr.isTTY === true;

/** In the place of the terminal's last line, which `text` must fit in. */
export function redrawError(text: string): void {
  process.stderr.write(`\r\u001b[K${text}`);
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
