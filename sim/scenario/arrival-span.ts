/** How long a source sends arrivals and how many it sends, known before any is drawn. */
import { assertNever } from '../../hub/assert-never.ts';
import { meanOf } from '../../hub/mean-of.ts';
import { type Count, SECONDS_PER_DAY, SECONDS_PER_HOUR, SECONDS_PER_WEEK, type Seconds } from '../../hub/units.ts';
import type { ArrivalSource } from './arrival-sources.ts';
import { ratesOfWeek } from './week-rates.ts';

/** `expectedCount` up to the horizon, the mean of what will be drawn; undefined where only the run or the trace can tell. */
export type ArrivalSpan = {
  /** Infinity: the source never stops by itself. Undefined: not known before the trace is read or the run is over. */
  readonly lastSeconds: Seconds | undefined;
  readonly expectedCount: Count | undefined;
};

/**
 * @example arrivalSpan({ kind: 'poisson', job: 'character', ratePerHour: 60, untilSeconds: 7200 }, Infinity)   // { lastSeconds: 7200, expectedCount: 120 }
 */
export function arrivalSpan(source: ArrivalSource, horizonSeconds: Seconds): ArrivalSpan {
  switch (source.kind) {
    case 'flashCrowd':
      return { lastSeconds: source.windowSeconds, expectedCount: source.users };
    case 'poisson': {
      const batch = source.batchSize ?? 1;
      const meanBatch = typeof batch === 'number' ? batch : Math.max(1, meanOf(batch));
      return openSpan(source.untilSeconds, poissonPerSecond(source) * meanBatch, horizonSeconds);
    }
    case 'mmpp':
      return openSpan(source.untilSeconds, mmppMeanPerSecond(source.states), horizonSeconds);
    case 'diurnal': {
      const usersPerDay = Object.values(source.regions).reduce((sum: number, users) => sum + (users ?? 0), 0);
      return openSpan(source.days * SECONDS_PER_DAY, usersPerDay / SECONDS_PER_DAY, horizonSeconds);
    }
    case 'weekly': {
      // By the mean of the week: where in it the run starts is not known here, and a warning needs no more.
      const perWeek = ratesOfWeek(source.usersPerHour).reduce((sum, rate) => sum + rate, 0);
      return openSpan(source.untilSeconds, perWeek / SECONDS_PER_WEEK, horizonSeconds);
    }
    case 'trace':
      return { lastSeconds: undefined, expectedCount: undefined };
    case 'closedLoop':
      return source.jobsPerUser === undefined
        ? { lastSeconds: Infinity, expectedCount: undefined }
        : { lastSeconds: undefined, expectedCount: source.users * source.jobsPerUser };
    default:
      return assertNever(source);
  }
}

/** Exactly one of the two is set; the schema sees to it. They count batches, not members. */
export type PoissonRate = {
  readonly ratePerHour?: number | undefined;
  readonly ratePerSecond?: number | undefined;
};

/** Batches per second, whichever way the rate was written. */
export function poissonPerSecond(rate: PoissonRate): number {
  return rate.ratePerSecond ?? (rate.ratePerHour ?? 0) / SECONDS_PER_HOUR;
}

/** Long-run arrivals per second of an MMPP whose states take turns: each counts by its mean stay. */
export function mmppMeanPerSecond(
  states: readonly { readonly ratePerHour: number; readonly meanSojournSeconds: Seconds }[],
): number {
  let count = 0;
  let seconds = 0;
  for (const state of states) {
    count += (state.ratePerHour / SECONDS_PER_HOUR) * state.meanSojournSeconds;
    seconds += state.meanSojournSeconds;
  }
  return count / seconds;
}

function openSpan(untilSeconds: Seconds | undefined, perSecond: number, horizonSeconds: Seconds): ArrivalSpan {
  const lastSeconds = untilSeconds ?? Infinity;
  return { lastSeconds, expectedCount: perSecond * Math.min(lastSeconds, horizonSeconds) };
}
