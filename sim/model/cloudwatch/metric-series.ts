/**
 * One metric as CloudWatch stores it: a value per minute, each visible only from its publication. Memory is fixed: a
 * ring holds the newest minutes and forgets the rest.
 */
import { type Count, SECONDS_PER_MINUTE, type Seconds } from '../../../hub/units.ts';

export type MetricSeries = {
  /** Which minute (since time 0) a slot holds; NaN while empty. Minute m lives in slot m modulo the capacity. */
  readonly minutes: Float64Array;
  readonly values: Float64Array;
  readonly availableAtSeconds: Float64Array;
};

/** An empty series that remembers the newest `minuteCount` minutes; `minutesNeeded(spec)` says how many an alarm reads. */
export function createMetricSeries(minuteCount: Count): MetricSeries {
  return {
    minutes: new Float64Array(minuteCount).fill(NaN),
    values: new Float64Array(minuteCount),
    availableAtSeconds: new Float64Array(minuteCount),
  };
}

/**
 * Adds the datapoint of the minute that starts at `periodStartSeconds`, to be seen from `availableAtSeconds` on.
 * A second value for a minute replaces the first; one too old for the ring is dropped, as no alarm could read it.
 */
export function publish(
  series: MetricSeries,
  periodStartSeconds: Seconds,
  value: number,
  availableAtSeconds: Seconds,
): void {
  const minute = Math.floor(periodStartSeconds / SECONDS_PER_MINUTE);
  const slot = slotOf(series, minute);
  if (series.minutes[slot]! > minute) return;
  series.minutes[slot] = minute;
  series.values[slot] = value;
  series.availableAtSeconds[slot] = availableAtSeconds;
}

/**
 * The mean of the minutes in `[fromSeconds, toSeconds)` that are published at `nowSeconds`, or NaN when there are none.
 * For one minute that is its value: SQS publishes a single datapoint a minute, so its sum, mean and maximum agree.
 * Both ends are multiples of 60.
 * Example: minutes 0 and 1 hold 4 and 8, minute 2 is still to come: the mean over [0, 180) is 6.
 */
export function meanPublished(
  series: MetricSeries,
  fromSeconds: Seconds,
  toSeconds: Seconds,
  nowSeconds: Seconds,
): number {
  let sum = 0;
  let count = 0;
  const end = toSeconds / SECONDS_PER_MINUTE;
  for (let minute = fromSeconds / SECONDS_PER_MINUTE; minute < end; minute += 1) {
    const slot = slotOf(series, minute);
    if (series.minutes[slot] !== minute || series.availableAtSeconds[slot]! > nowSeconds) continue;
    sum += series.values[slot]!;
    count += 1;
  }
  return count === 0 ? NaN : sum / count;
}

/**
 * Minutes before time 0 have slots too, so that an alarm may look back from the first one. Whole numbers of 32 bits: a
 * remainder of doubles is a call into the C library, and an evaluation asks for dozens.
 */
function slotOf(series: MetricSeries, minute: number): number {
  const capacity = series.minutes.length;
  const slot = ((minute | 0) % capacity) | 0;
  return slot < 0 ? slot + capacity : slot;
}
