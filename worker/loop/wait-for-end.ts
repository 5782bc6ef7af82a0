import type { Seconds } from '../../hub/units.ts';
import { sleep } from '../environment.ts';

/**
 * What `run` comes to; undefined when it has not ended so long after `signal` was given. What was told to end and does not cannot
 * be ended from outside while it runs in this process: whoever waits has to go on without it.
 */
export async function waitForEnd<Result>(
  run: Promise<Result>,
  signal: AbortSignal,
  graceSeconds: Seconds,
): Promise<Result | undefined> {
  const ended = new AbortController();
  const told = new Promise<void>(resolve => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true, signal: ended.signal });
  });
  const late = told.then(() => sleep(graceSeconds, ended.signal)).then(() => undefined);
  try {
    return await Promise.race([run, late]);
  } finally {
    ended.abort();
  }
}
