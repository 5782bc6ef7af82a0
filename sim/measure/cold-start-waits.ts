import type { Count, Ratio } from '../../hub/units.ts';
import type { JobColumns } from '../model/run-record.ts';

/**
 * Per job that started somewhere: the seconds of its waits in which the instance that took it was still coming up. Jobs
 * that no worker has taken yet have seen no instance, so they are not in it. O(jobs).
 *
 * @param firstJob jobs before it are the warm-up period
 */
export function coldStartWaits(jobs: JobColumns, firstJob: Count): Float64Array {
  const waits = new Float64Array(jobs.count - firstJob);
  return waits.subarray(0, fillWaits(waits, jobs, firstJob));
}

/** Returns how many there are. A loop of its own, as those in job-samples.ts: what follows it was compiled anew each time. */
function fillWaits(waits: Float64Array, jobs: JobColumns, firstJob: Count): Count {
  const { count, queueCount, startedSeconds, coldStartSeconds } = jobs;
  let filled = 0;
  for (let job = firstJob; job < count; job += 1) {
    if (hasStarted(startedSeconds, job * queueCount, queueCount)) waits[filled++] = coldStartSeconds[job]!;
  }
  return filled;
}

/**
 * Share of those jobs that waited for an instance to come up; null when none started. O(jobs).
 *
 * @example waits 0, 0, 30 and 0 s -> 0.25
 */
export function coldStartRatio(jobs: JobColumns, firstJob: Count): Ratio | null {
  const { count, queueCount, startedSeconds, coldStartSeconds } = jobs;
  let startedCount = 0;
  let waitedCount = 0;
  for (let job = firstJob; job < count; job += 1) {
    if (!hasStarted(startedSeconds, job * queueCount, queueCount)) continue;
    startedCount += 1;
    if (coldStartSeconds[job]! > 0) waitedCount += 1;
  }
  return startedCount === 0 ? null : waitedCount / startedCount;
}

function hasStarted(startedSeconds: Float64Array, row: number, queueCount: Count): boolean {
  for (let at = row; at < row + queueCount; at += 1) if (!Number.isNaN(startedSeconds[at]!)) return true;
  return false;
}
