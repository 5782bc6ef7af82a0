/**
 * What the worker takes from the machine it runs on: clock, chance, pauses, and the process that forked it. Only here; everything else
 * in this folder is handed what it needs.
 */
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Ratio, Seconds } from '../hub/units.ts';

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

export function sendToParent(message: unknown): void {
  process.send?.(message);
}

export function exitProcess(code: number): never {
  process.exit(code);
}
