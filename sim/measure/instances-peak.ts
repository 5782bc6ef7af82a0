import type { Count } from '../../hub/units.ts';
import type { Session } from '../model/run-record.ts';

/**
 * The most instances billed at one time, exactly: a sweep over starts and ends, not the samples of a timeline, which
 * would miss what lived between two minutes. A session is billed from its start to just before its end, so that one that
 * ends as another starts makes no peak of two. O(n log n).
 *
 * @example sessions 0-10, 5-20 and 10-12 -> 2
 */
export function instancesPeak(sessions: readonly Session[]): Count {
  const starts = Float64Array.from(sessions, session => session.startSeconds).sort();
  const ends = Float64Array.from(sessions, session => session.endSeconds).sort();
  let peak = 0;
  let ended = 0;
  for (let started = 0; started < starts.length; started += 1) {
    while (ended < ends.length && ends[ended]! <= starts[started]!) ended += 1;
    peak = Math.max(peak, started + 1 - ended);
  }
  return peak;
}
