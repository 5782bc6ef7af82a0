/**
 * Mean and maximum of a level that changes in steps: instances in service, messages waiting. It protects one invariant:
 * the clock ends exactly at the horizon, so the last level counts for all the time it was held and the mean is
 * over the whole span, not up to the last change.
 */
import type { Seconds } from '../../hub/units.ts';

export type TimeWeightedSummary = {
  /** Integral over span, in the unit of the level. */
  readonly mean: number;
  /** The largest level held for more than zero seconds; one that came and went in the same instant was never there. */
  readonly max: number;
  /** Level times seconds: instance-seconds, message-seconds. */
  readonly integral: number;
};

export type TimeWeighted = {
  /** From now on the level is `value`. Several calls in one instant: the last one counts. */
  set(atSeconds: Seconds, value: number): void;
  /** Closes the span at the horizon; nothing can be set afterwards. */
  finish(atSeconds: Seconds): TimeWeightedSummary;
};

/**
 * Starts at `startSeconds` with `initialValue`. Each call is O(1) and keeps nothing but four numbers.
 *
 * @throws Error (a defect) from `set` and `finish` when time runs backwards, a value is not finite, the span is already
 * finished, or it has no length.
 * @example
 * const inService = createTimeWeighted(0, 1);
 * inService.set(60, 3);
 * inService.finish(100); // 1 for 60 s and 3 for 40 s: mean 1.8, max 3, integral 180
 */
export function createTimeWeighted(startSeconds: Seconds, initialValue: number): TimeWeighted {
  let level = initialValue;
  let sinceSeconds = startSeconds;
  let integral = 0;
  let max = -Infinity;
  let isFinished = false;

  function holdUntil(atSeconds: Seconds): void {
    if (isFinished) throw new Error(`a finished span cannot change (saw time ${atSeconds})`);
    const heldSeconds = atSeconds - sinceSeconds;
    // Written so that NaN fails it too.
    if (!(heldSeconds >= 0)) throw new Error(`time must not run backwards (saw ${atSeconds} after ${sinceSeconds})`);
    if (heldSeconds > 0) {
      integral += level * heldSeconds;
      if (level > max) max = level;
    }
    sinceSeconds = atSeconds;
  }

  return {
    set(atSeconds, value) {
      if (!Number.isFinite(value)) throw new Error(`a level must be finite (saw ${value} at ${atSeconds})`);
      holdUntil(atSeconds);
      level = value;
    },
    finish(atSeconds) {
      holdUntil(atSeconds);
      const spanSeconds = atSeconds - startSeconds;
      if (spanSeconds === 0) throw new Error(`a span needs length (saw start and finish at ${atSeconds})`);
      isFinished = true;
      return { mean: integral / spanSeconds, max, integral };
    },
  };
}
