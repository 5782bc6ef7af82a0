/** From counted arrivals to a week's curve and how bursty they are. */
import {
  type Count,
  type Ratio,
  SECONDS_PER_DAY,
  SECONDS_PER_HOUR,
  SECONDS_PER_WEEK,
  type Seconds,
} from '../../hub/units.ts';
import type { ArrivalPeriods } from './observations.ts';

export const HOURS_PER_WEEK = 168;
const HOURS_PER_DAY = 24;
/** 1 January 1970 was a Thursday. */
const EPOCH_SECONDS_OF_WEEK: Seconds = 3 * SECONDS_PER_DAY;
/** A curve of the day needs a day; with fewer than 100 arrivals it would be 24 counts of four. */
export const ARRIVAL_SPAN_SECONDS_MIN: Seconds = SECONDS_PER_DAY;
export const ARRIVAL_COUNT_MIN: Count = 100;

export type CalibratedArrivals = {
  readonly count: Count;
  readonly spanSeconds: Seconds;
  /** Mean per hour of the week, from Monday 00:00 UTC. */
  readonly perHour: readonly number[];
  /** Hours of the week that nobody looked at; they have the mean of the same hour on other days. */
  readonly guessedHourCount: Count;
  /**
   * Variance over mean of counts in five minutes, within their hour: 1 for independent users, more for bursts. Undefined
   * where counts are per hour, or nobody comes often enough to tell.
   */
  readonly dispersion: number | undefined;
};

/** Zero of the given times on the clock of the week: 1970, or the start of a trace. */
export type WeekClock = { readonly zeroSecondsOfWeek: Seconds };
export const SINCE_1970: WeekClock = { zeroSecondsOfWeek: EPOCH_SECONDS_OF_WEEK };

/**
 * Steps: 1. count arrivals and covered time of each hour of the week; 2. divide, so that a week that was seen half counts
 * half; 3. fill hours that were not seen; 4. see how much counts vary within their hour.
 *
 * @param arrivals spanning ARRIVAL_SPAN_SECONDS_MIN or more
 */
export function calibrateArrivals(arrivals: ArrivalPeriods, { zeroSecondsOfWeek }: WeekClock): CalibratedArrivals {
  const { countByStart, periodSeconds, fromSeconds, toSeconds } = arrivals;
  const hourOf = (seconds: Seconds) => hourOfWeek(seconds + zeroSecondsOfWeek);
  const counts = new Float64Array(HOURS_PER_WEEK);
  for (const [start, count] of countByStart) counts[hourOf(start)]! += count;
  const covered = coveredHours(fromSeconds, toSeconds, hourOf);
  const seen = Array.from(counts, (count, hour) => (covered[hour]! > 0 ? count / covered[hour]! : undefined));
  return {
    count: counts.reduce((sum, count) => sum + count, 0),
    spanSeconds: toSeconds - fromSeconds,
    perHour: seen.map((rate, hour) => rate ?? meanOfSameHour(seen, hour)),
    guessedHourCount: seen.filter(rate => rate === undefined).length,
    dispersion: periodSeconds < SECONDS_PER_HOUR ? dispersionOf(arrivals) : undefined,
  };
}

/** @example hourOfWeek(0)   // 0: Monday 00:00 */
function hourOfWeek(secondsOfWeek: Seconds): number {
  const seconds = ((secondsOfWeek % SECONDS_PER_WEEK) + SECONDS_PER_WEEK) % SECONDS_PER_WEEK;
  return Math.floor(seconds / SECONDS_PER_HOUR);
}

/** How many hours were looked at for each hour of the week; parts of hours at both ends count as parts. */
function coveredHours(from: Seconds, to: Seconds, hourOf: (seconds: Seconds) => number): Float64Array {
  const covered = new Float64Array(HOURS_PER_WEEK);
  for (let start = Math.floor(from / SECONDS_PER_HOUR) * SECONDS_PER_HOUR; start < to; start += SECONDS_PER_HOUR) {
    const seconds = Math.min(to, start + SECONDS_PER_HOUR) - Math.max(from, start);
    covered[hourOf(start)]! += seconds / SECONDS_PER_HOUR;
  }
  return covered;
}

function meanOfSameHour(seen: readonly (number | undefined)[], hour: number): number {
  const same = seen.filter(
    (rate, other) => rate !== undefined && other % HOURS_PER_DAY === hour % HOURS_PER_DAY,
  ) as number[];
  return same.length === 0 ? 0 : same.reduce((sum, rate) => sum + rate, 0) / same.length;
}

/**
 * Pooled over all hours that are covered in full: the squared distances of the counts from their hour's mean, over what
 * they would be for independent users.
 */
function dispersionOf({ countByStart, periodSeconds, fromSeconds, toSeconds }: ArrivalPeriods): Ratio | undefined {
  const perHour = Math.floor(SECONDS_PER_HOUR / periodSeconds);
  let squares = 0;
  let expected = 0;
  const first = Math.ceil(fromSeconds / SECONDS_PER_HOUR) * SECONDS_PER_HOUR;
  for (let start = first; start + SECONDS_PER_HOUR <= toSeconds; start += SECONDS_PER_HOUR) {
    const counts = Array.from({ length: perHour }, (_, index) => countByStart.get(start + index * periodSeconds) ?? 0);
    const mean = counts.reduce((sum, count) => sum + count, 0) / perHour;
    for (const count of counts) squares += (count - mean) ** 2;
    // One degree of freedom of each hour went into its mean.
    expected += mean * (perHour - 1);
  }
  return expected > 0 ? squares / expected : undefined;
}
