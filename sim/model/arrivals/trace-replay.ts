/** Replays recorded arrival times, once or several times over. Nothing is drawn: every replication is the same. */
import type { Count, Seconds } from '../../../hub/units.ts';
import type { NextSeconds } from './arrival-process.ts';

/**
 * `times` rise and start at 0. A repetition starts one mean gap after the last arrival of the one before, so that the
 * long-run rate stays that of the trace.
 *
 * @example createTraceReplay({ times: Float64Array.of(0, 4, 6), repeat: 2 })   // 0, 4, 6, 9, 13, 15
 */
export function createTraceReplay(trace: {
  readonly times: Float64Array;
  readonly repeat?: Count | undefined;
}): NextSeconds {
  const { times } = trace;
  const periodSeconds = tracePeriodSeconds(times);
  const repeatCount = trace.repeat ?? 1;
  let index = 0;
  let round = 0;
  return () => {
    if (index === times.length) {
      index = 0;
      round += 1;
    }
    if (round >= repeatCount || times.length === 0) return Infinity;
    const seconds = times[index]! + round * periodSeconds;
    index += 1;
    return seconds;
  };
}

/** From the first arrival to where a repetition would put it again: the last time plus one mean gap. */
export function tracePeriodSeconds(times: Float64Array): Seconds {
  const lastSeconds = times.at(-1) ?? 0;
  return times.length < 2 ? lastSeconds : lastSeconds + lastSeconds / (times.length - 1);
}
