import { SECONDS_PER_HOUR, SECONDS_PER_MINUTE, type Seconds } from '../../../hub/units.ts';

/**
 * A moment of a run, since its start: hours, minutes, seconds and tenths.
 *
 * @example formatClock(3725.04)   // '1:02:05.0'
 */
export function formatClock(seconds: Seconds): string {
  const tenths = Math.round(seconds * 10);
  const hours = Math.floor(tenths / (10 * SECONDS_PER_HOUR));
  const minutes = Math.floor(tenths / (10 * SECONDS_PER_MINUTE)) % 60;
  const rest = ((tenths % (10 * SECONDS_PER_MINUTE)) / 10).toFixed(1);
  return `${hours}:${String(minutes).padStart(2, '0')}:${rest.padStart(4, '0')}`;
}
