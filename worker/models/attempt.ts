/** Trying again what may work the next time, and giving up what stands still. */
import type { Ratio, Seconds } from '../../hub/units.ts';
import { SourceRefused } from './range-source.ts';

export type AttemptOptions = {
  readonly attemptsMax?: number;
  /** Without a sign of life for so long, an attempt is given up. */
  readonly stallSeconds?: Seconds;
  readonly signal?: AbortSignal;
  readonly sleep: (seconds: Seconds, signal?: AbortSignal) => Promise<void>;
  readonly drawRatio: () => Ratio;
};

/** With pauses of 1, 2, 4 and 8 s, each shortened by chance: longer than a store's hiccup, shorter than a person's patience. */
const ATTEMPTS_MAX = 5;
const STALL_SECONDS: Seconds = 60;

/**
 * @param run is to call `touch` whenever it gets on, and to end when its signal is given
 * @throws SourceRefused at once; else the last error
 */
export async function attempt<T>(
  run: (signal: AbortSignal, touch: () => void) => Promise<T>,
  options: AttemptOptions,
): Promise<T> {
  const { attemptsMax = ATTEMPTS_MAX, stallSeconds = STALL_SECONDS, sleep, drawRatio, signal } = options;
  for (let count = 1; ; count += 1) {
    signal?.throwIfAborted();
    const stalled = new AbortController();
    const timer = setTimeout(() => stalled.abort(new Error(`nothing came for ${stallSeconds} s`)), stallSeconds * 1000);
    try {
      return await run(AbortSignal.any([stalled.signal, ...(signal === undefined ? [] : [signal])]), () =>
        timer.refresh(),
      );
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      if (error instanceof SourceRefused) throw error;
      if (count >= attemptsMax) throw stalled.signal.aborted ? stalled.signal.reason : error;
      await sleep(2 ** (count - 1) * (0.5 + 0.5 * drawRatio()), signal);
    } finally {
      clearTimeout(timer);
    }
  }
}

/**
 * Works through a list, so many at once. After the first failure nothing new is begun, and it comes back when all that was
 * under way has ended.
 */
export async function inParallel<T>(
  list: readonly T[],
  countMax: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const rest = list.values();
  const failures: unknown[] = [];
  const lane = async () => {
    for (const item of rest) {
      if (failures.length > 0) return;
      await work(item).catch((error: unknown) => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: Math.min(countMax, list.length) }, lane));
  if (failures.length > 0) throw failures[0];
}
