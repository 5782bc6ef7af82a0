/** The warm-up period: which jobs at the start of a run are left out of its waits. It says nothing about instances. */
import { assertNever } from '../../hub/assert-never.ts';
import type { Count, Seconds } from '../../hub/units.ts';
import { JOB_FINISHED, type JobColumns } from '../model/run-record.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { mser5TruncationCount } from './mser5.ts';

/**
 * How many jobs, in order of submission, belong to the warm-up period. Those are left out of waits and turnaround, never
 * out of costs and counts: they were paid for. O(jobs).
 *
 * `seconds`: jobs submitted before that time. `mser5`: as many as the heuristic cuts from the turnarounds of finished
 * jobs, with the unfinished ones among them.
 *
 * @returns null when MSER-5 saw no steady state (or fewer than 50 finished jobs): then none should be left out.
 * @example warmupDeletionCount(jobsSubmittedAt(0, 10, 20), { kind: 'seconds', seconds: 15 })   // 2
 */
export function warmupDeletionCount(jobs: JobColumns, warmup: Scenario['warmup']): Count | null {
  switch (warmup.kind) {
    case 'none':
      return 0;
    case 'seconds':
      return submittedBefore(jobs, warmup.seconds);
    case 'mser5':
      return unsteadyStart(jobs);
    default:
      return assertNever(warmup);
  }
}

function submittedBefore(jobs: JobColumns, seconds: Seconds): Count {
  let count = 0;
  while (count < jobs.count && jobs.submittedSeconds[count]! < seconds) count += 1;
  return count;
}

function unsteadyStart(jobs: JobColumns): Count | null {
  const turnarounds = new Float64Array(jobs.count);
  const jobOf = new Int32Array(jobs.count);
  let finished = 0;
  for (let job = 0; job < jobs.count; job += 1) {
    if (jobs.outcome[job] !== JOB_FINISHED) continue;
    turnarounds[finished] = jobs.endedSeconds[job]! - jobs.submittedSeconds[job]!;
    jobOf[finished] = job;
    finished += 1;
  }
  const cut = mser5TruncationCount(turnarounds.subarray(0, finished));
  return cut === null ? null : jobOf[cut]!;
}
