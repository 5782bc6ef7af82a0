import type { Seconds } from '../../hub/units.ts';

/** A date and a time of day without a zone: our files are UTC, and JavaScript would take the machine's zone. */
const WITHOUT_ZONE = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?$/;
/** 1973 in milliseconds; in seconds it is the year 5138. */
const MILLISECONDS_MIN = 1e11;

/**
 * Seconds since 1970, or since a trace's start when a plain number is small; undefined for anything else.
 *
 * @example parseMoment('2026-11-28T01:00:00+01:00')   // 1795824000
 * @example parseMoment('1795824000000')               // 1795824000: milliseconds
 */
export function parseMoment(text: string): Seconds | undefined {
  const number = text === '' ? Number.NaN : Number(text);
  if (Number.isFinite(number)) return Math.abs(number) >= MILLISECONDS_MIN ? number / 1000 : number;
  const milliseconds = Date.parse(WITHOUT_ZONE.test(text) ? `${text.replace(' ', 'T')}Z` : text);
  return Number.isFinite(milliseconds) ? milliseconds / 1000 : undefined;
}
