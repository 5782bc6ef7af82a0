/** Recorded times in order of when they were taken. */
import type { Seconds } from '../../hub/units.ts';

export type Series = {
  /** When each was taken, seconds since 1970 or since a trace's start, rising; undefined where nothing says it. */
  readonly atSeconds: Float64Array | undefined;
  /** How long each took. As long as `atSeconds`. */
  readonly values: Float64Array;
};

/** Sorts by time; times that are the same keep their order. */
export function seriesOf(atSeconds: readonly Seconds[] | undefined, values: readonly number[]): Series {
  if (atSeconds === undefined) return { atSeconds, values: Float64Array.from(values) };
  const order = Int32Array.from(values, (_, index) => index);
  // Logs of many instances in one file are nearly sorted; most files are.
  if (atSeconds.some((at, index) => at < (atSeconds[index - 1] ?? -Infinity))) {
    order.sort((a, b) => atSeconds[a]! - atSeconds[b]! || a - b);
  }
  return {
    atSeconds: Float64Array.from(order, index => atSeconds[index]!),
    values: Float64Array.from(order, index => values[index]!),
  };
}
