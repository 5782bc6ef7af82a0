/** The ways a job ends without a result, and a new turn for one that ended so. */
import { type Failure, failureOf } from './failure.ts';
import { expiresAt, type Job, openShardOf, type Place } from './job.ts';
import type { JobChange } from './job-change.ts';
import { isTerminal } from './job-status.ts';
import { later, secondsBetween } from './times.ts';

type Ending = { readonly now: string; readonly retentionDays: number };

/** What every ending writes: nobody has the job any more, it is no open job, and its record stays as long as an asset would. */
export function ending(status: 'succeeded' | 'failed' | 'canceled' | 'expired', { now, retentionDays }: Ending) {
  return {
    set: { status, updatedAt: now, finishedAt: now, expiresAt: expiresAt(now, retentionDays) },
    remove: ['lease', 'openShard', 'progress'],
  } as const satisfies JobChange;
}

export function failedChange(failure: Failure, when: Ending): JobChange {
  const { set, remove } = ending('failed', when);
  return { set: { ...set, failure }, remove };
}

/** Its deadline has passed. */
export const expiredChange = (when: Ending): JobChange => ending('expired', when);

/** As `too-many-attempts`: the queue has given its message up. */
export const exhaustedChange = (when: Ending): JobChange => failedChange(failureOf('too-many-attempts'), when);

/** Undefined for a job that has ended: there is nothing to cancel. */
export function cancelJob(job: Job, when: Ending): JobChange | undefined {
  return isTerminal(job.status) ? undefined : ending('canceled', when);
}

export type Retry =
  | { readonly kind: 'retry'; readonly change: JobChange }
  | { readonly kind: 'refuse'; readonly reason: 'open' | 'succeeded' };

/**
 * A job that failed, was canceled or has expired is queued once more where it stopped; what its stages had stored is not made
 * again. It has as long to its deadline as it had at first.
 */
export function retryJob(
  job: Job,
  { now, place, openDays }: { readonly now: string; readonly place: Omit<Place, 'since'>; readonly openDays: number },
): Retry {
  if (job.status === 'succeeded') return { kind: 'refuse', reason: 'succeeded' };
  if (!isTerminal(job.status)) return { kind: 'refuse', reason: 'open' };
  const change: JobChange = {
    set: {
      status: 'queued',
      turn: job.turn + 1,
      attempts: 0,
      updatedAt: now,
      expiresAt: expiresAt(now, openDays),
      openShard: openShardOf(job.jobId),
      place: { since: now, ...place },
      deadlineAt: later(now, secondsBetween(job.createdAt, job.deadlineAt)),
    },
    remove: ['finishedAt', 'failure', 'lease', 'progress'],
  };
  return { kind: 'retry', change };
}
