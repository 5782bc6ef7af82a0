/** Traffic by hour of the week: a rate for each of 168 hours, Monday 00:00 UTC first, over and over. */
import { SECONDS_PER_HOUR, SECONDS_PER_WEEK, type Seconds } from '../../../hub/units.ts';
import { createSampler } from '../../engine/sampler.ts';
import { ratesOfWeek, type UsersPerHour } from '../../scenario/week-rates.ts';
import type { NextSeconds, OpenStream } from './arrival-process.ts';

export type Weekly = {
  readonly usersPerHour: UsersPerHour;
  /** Standard deviation / mean of the gaps on a clock on which the rate is 1. 1: independent users. More: bursts. */
  readonly gapCv?: number | undefined;
  readonly untilSeconds?: Seconds | undefined;
};

/**
 * Gaps of mean 1 on the integral of the rate, exponential or, for another `gapCv`, gamma; so a renewal process whose counts
 * vary by gapCv^2 times what independent users' do, seen over many gaps (Cox 1962). One draw per arrival, the same at any rate.
 */
export function createWeekly(source: Weekly, startSecondsOfWeek: Seconds, open: OpenStream): NextSeconds {
  const rates = ratesOfWeek(source.usersPerHour);
  const gaps = open('gaps');
  const cv = source.gapCv ?? 1;
  const sampleGap = createSampler(cv === 1 ? { kind: 'exponential', mean: 1 } : { kind: 'gamma', mean: 1, cv });
  const untilSeconds = source.untilSeconds ?? Infinity;
  let seconds = 0;
  return () => {
    let users = sampleGap(gaps);
    while (seconds < untilSeconds) {
      const secondsOfWeek = (startSecondsOfWeek + seconds) % SECONDS_PER_WEEK;
      const hour = Math.floor(secondsOfWeek / SECONDS_PER_HOUR);
      const restSeconds = (hour + 1) * SECONDS_PER_HOUR - secondsOfWeek;
      const perSecond = rates[hour]! / SECONDS_PER_HOUR;
      if (users < restSeconds * perSecond) {
        seconds += users / perSecond;
        return seconds < untilSeconds ? seconds : Infinity;
      }
      users -= restSeconds * perSecond;
      seconds += restSeconds;
    }
    return Infinity;
  };
}
