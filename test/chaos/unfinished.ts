import type { Job } from '../../hub/job/job.ts';
import { isTerminal } from '../../hub/job/job-status.ts';
import type { Seconds } from '../../hub/units.ts';

/**
 * A round whose time was up says so once, and not once for each job.
 *
 * @param seconds after which it was stopped
 * @returns undefined when every job has ended
 * @example 'stopped after 600 s with 2 of 200 jobs unfinished: 2 queued in rigging, such as figure 7 (3k2...)'
 */
export function unfinishedFault(jobs: readonly Job[], seconds: Seconds): string | undefined {
  const [first, ...others] = jobs.filter(({ status }) => !isTerminal(status));
  if (first === undefined) return undefined;
  const counts = new Map<string, number>();
  for (const { status, queue } of [first, ...others]) {
    const where = `${status} in ${queue}`;
    counts.set(where, (counts.get(where) ?? 0) + 1);
  }
  const where = [...counts].map(([place, count]) => `${count} ${place}`).join(', ');
  const count = others.length + 1;
  const which = `${where}, such as ${first.prompt} (${first.jobId})`;
  return `stopped after ${seconds.toFixed(0)} s with ${count} of ${jobs.length} jobs unfinished: ${which}`;
}
