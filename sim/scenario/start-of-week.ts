/** When in the week a run starts, as a person writes it: `mon 09:00`, always UTC. */
import { SECONDS_PER_DAY, SECONDS_PER_HOUR, SECONDS_PER_MINUTE, type Seconds } from '../../hub/units.ts';

const DAY_NAMES: readonly string[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** A day's name and a time of day; the schema of a scenario checks by it. */
export const START_PATTERN = /^(mon|tue|wed|thu|fri|sat|sun) ([01]\d|2[0-3]):([0-5]\d)$/;

/**
 * Seconds after Monday 00:00 UTC, 0..604,799.
 *
 * @throws Error when `text` does not match START_PATTERN: the schema has let it through
 * @example secondsOfWeek('tue 09:30')   // 120600
 */
export function secondsOfWeek(text: string): Seconds {
  const match = START_PATTERN.exec(text);
  if (match === null) throw new Error(`start of week: must be like 'mon 09:00' (saw '${text}')`);
  const day = DAY_NAMES.indexOf(match[1]!);
  return day * SECONDS_PER_DAY + Number(match[2]) * SECONDS_PER_HOUR + Number(match[3]) * SECONDS_PER_MINUTE;
}
