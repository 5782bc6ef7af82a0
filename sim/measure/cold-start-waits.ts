import type { Count, Ratio } from '../../hub/units.ts';
import type { JobColumns } from '../model/run-record.ts';

/**
 * Per job that started somewhere: the seconds of its waits in which the instance that took it was still coming up. Jobs
 * that no worker has taken yet have seen no instance, so they are not in it. O(jobs).
 *
 * @param firstJob jobs before it are the warm-up period
 */
export function coldStartWaits(jobs: JobColumns, firstJob: Count): Float64Array {
  const { count, queueCount, startedSeconds, coldStartSeconds } = jobs;
  const values = new Float64Array(count - firstJob);
  let filled = 0;
  for (let job = firstJob; job < count; job += 1) {
    if (hasStarted(startedSeconds, job * queueCount, queueCount)) values[filled++] = coldStartSeconds[job]!;
  }
  return values.subarray(0, filled);
}

/**
 * Share of those jobs that waited for an instance to come up; null when none started.
 *
 * @example waits 0, 0, 30 and 0 s -> 0.25
 */
export function coldStartRatio(jobs: JobColumns, firstJob: Count): Ratio | null {
  const waits = coldStartWaits(jobs, firstJob);
  let waited = 0;
  for (const wait of waits) if (wait > 0) waited += 1;
  return waits.length === 0 ? null : waited / waits.length;
}

function hasStarted(startedSeconds: Float64Array, row: number, queueCount: Count): boolean {
  for (let at = row; at < row + queueCount; at += 1) if (!Number.isNaN(startedSeconds[at]!)) return true;
  return false;
}
