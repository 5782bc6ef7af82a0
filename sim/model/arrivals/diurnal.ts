/**
 * Daily traffic by region: each region is a Poisson process whose rate follows the clock on its own wall, so that Tokyo's
 * evening falls into Virginia's morning.
 */
import { USER_REGION_NAMES, type UserRegionName } from '../../../hub/catalog/regions.ts';
import { type Ratio, SECONDS_PER_DAY, type Seconds } from '../../../hub/units.ts';
import { type ArrivalProcess, NO_USER, type OpenStream } from './arrival-process.ts';
import { dailyCurve, invertDailyIntegral } from './daily-curve.ts';
import { PEAK_LOCAL_HOUR, UTC_OFFSET_HOURS } from './local-clock.ts';

export type Diurnal = {
  /** Users per day, each with one job; a region that is not named has none. */
  readonly regions: { readonly [name in UserRegionName]?: number | undefined };
  readonly peakLocalHour?: number | undefined;
  /** 0: flat. 1: the trough is empty and the peak twice the mean. */
  readonly swingRatio: Ratio;
  readonly days: number;
};

type RegionLine = { readonly region: number; readonly next: () => Seconds; nextSeconds: Seconds };

/**
 * Each region's times by inversion: unit-exponential steps on the integral of its rate. One draw per arrival and one
 * stream per region, so a new region or a flatter curve leaves the other draws where they were.
 */
export function createDiurnal(source: Diurnal, startSecondsOfWeek: Seconds, open: OpenStream): ArrivalProcess {
  const lines: RegionLine[] = [];
  for (const [region, name] of USER_REGION_NAMES.entries()) {
    const usersPerDay = source.regions[name] ?? 0;
    if (usersPerDay === 0) continue;
    const next = createRegionTimes(source, name, usersPerDay, startSecondsOfWeek, open);
    lines.push({ region, next, nextSeconds: next() });
  }
  let first: RegionLine | undefined;
  const process: ArrivalProcess = {
    nextSeconds: Infinity,
    nextRegion: 0,
    nextUser: NO_USER,
    advance() {
      if (first !== undefined) first.nextSeconds = first.next();
      showFirst();
    },
    jobEnded() {},
  };
  function showFirst() {
    first = earliest(lines);
    process.nextSeconds = first?.nextSeconds ?? Infinity;
    process.nextRegion = first?.region ?? 0;
  }
  showFirst();
  return process;
}

function createRegionTimes(
  source: Diurnal,
  name: UserRegionName,
  usersPerDay: number,
  startSecondsOfWeek: Seconds,
  open: OpenStream,
): () => Seconds {
  const gaps = open(`gaps ${name}`);
  const untilSeconds = source.days * SECONDS_PER_DAY;
  const meanGapSeconds = SECONDS_PER_DAY / usersPerDay;
  const curve = dailyCurve({
    swingRatio: source.swingRatio,
    peakLocalHour: source.peakLocalHour ?? PEAK_LOCAL_HOUR,
    utcOffsetHours: UTC_OFFSET_HOURS[name],
    startUtcSeconds: startSecondsOfWeek,
  });
  let integralSeconds = 0;
  let seconds = 0;
  return () => {
    if (seconds === Infinity) return Infinity;
    integralSeconds += gaps.exponential() * meanGapSeconds;
    seconds = invertDailyIntegral(curve, integralSeconds, seconds);
    if (seconds >= untilSeconds) seconds = Infinity;
    return seconds;
  };
}

/** The line whose arrival comes first; ties go to the region that stands first in the catalog. */
function earliest(lines: readonly RegionLine[]): RegionLine | undefined {
  let first: RegionLine | undefined;
  for (const line of lines) if (first === undefined || line.nextSeconds < first.nextSeconds) first = line;
  return first;
}
