/** Reckoning with given times: ISO 8601 in UTC with milliseconds. Nothing here knows what time it is. */
import type { Seconds } from '../units.ts';

/** To the millisecond. @example later('2026-11-22T10:00:00.000Z', 90)   // '2026-11-22T10:01:30.000Z' */
export function later(time: string, seconds: Seconds): string {
  return new Date(Date.parse(time) + Math.round(seconds * 1000)).toISOString();
}

/** From `earlier` to `time`; negative when it is the other way round. */
export const secondsBetween = (earlier: string, time: string): Seconds =>
  (Date.parse(time) - Date.parse(earlier)) / 1000;
