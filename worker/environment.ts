/**
 * What the worker takes from the machine it runs on: variables, clock, chance, pauses, output and the process that forked it.
 * Only here; everything else in this folder is handed what it needs.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Ratio, Seconds } from '../hub/units.ts';

export const variables: Readonly<Record<string, string | undefined>> = process.env;

/** ISO 8601 in UTC, with milliseconds. */
export const currentTime = (): string => new Date().toISOString();

/** For measuring how long something takes. */
export const monotonicSeconds = (): Seconds => performance.now() / 1000;

/** 0 <= ratio < 1. For pauses that must not be the same on all workers. */
export const drawRatio = (): Ratio => Math.random();

/** Unlike any other, of any worker: 96 bits. */
export const drawId = (): string => randomBytes(12).toString('base64url');

/** Ends early, without an error, when the signal is given. */
export async function sleep(seconds: Seconds, signal?: AbortSignal): Promise<void> {
  try {
    await pause(seconds * 1000, undefined, signal === undefined ? {} : { signal });
  } catch {
    // Only an abort ends a pause early.
  }
}

/** In a forked process: what the worker sends it. */
export function onMessage(listener: (message: unknown) => void): void {
  process.on('message', listener);
}

/** In a forked process: the worker has ended, or closed the channel. */
export function onParentGone(listener: () => void): void {
  process.on('disconnect', listener);
}

/** In a forked process: Ctrl-C in a terminal goes to all processes there, and the worker alone says what comes of it. */
export function ignoreStops(): void {
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => {});
}

export function sendToParent(message: unknown): void {
  process.send?.(message);
}

/** Node itself, to start another process of this program with. */
export const nodePath: string = process.execPath;

export function exitProcess(code: number): never {
  process.exit(code);
}

export const ownProcessId = process.pid;

/** Of the process that started this one, or of whoever took this one over when that died. */
export const parentProcessId = (): number => process.ppid;

/** At once, whatever the process does: no thread of it runs on. */
export function killOwnProcess(): void {
  process.kill(process.pid, 'SIGKILL');
}

/** At once, with all that the process has started; it leads a group of its own. Of one that is gone nothing is said. */
export function killProcessGroup(leaderId: number): void {
  try {
    process.kill(-leaderId, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/**
 * The most main memory that this process ever had, in bytes. On Linux from /proc: what getrusage says begins, in a forked
 * process, at what its parent had.
 */
export function residentPeakBytes(): number {
  try {
    const peak = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    if (peak !== undefined) return Number(peak) * 1024;
  } catch {
    // Not Linux.
  }
  return process.resourceUsage().maxRSS * 1024;
}

export const commandLine = (): readonly string[] => process.argv.slice(2);

/** Standard output: results, and the worker's log. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Standard error: progress, and what went wrong. */
export function printError(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Ctrl-C, and SIGTERM from whoever ends the container. */
export function onStop(listener: () => void): void {
  process.on('SIGINT', listener);
  process.on('SIGTERM', listener);
}

/** After all that is under way has ended. */
export function setExitCode(code: number): void {
  process.exitCode = code;
}
