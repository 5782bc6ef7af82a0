/**
 * What is to be done about an open job that nothing may ever move again: its message was never sent, its event was lost,
 * its workers died, its time is up. Invariant: every open job ends, whatever was lost on the way.
 */
import type { Queue } from '../plan/hub-plan.ts';
import { type Count, SECONDS_PER_MINUTE, type Seconds } from '../units.ts';
import { exhaustedChange, expiredChange } from './end-job.ts';
import type { Job } from './job.ts';
import type { JobChange } from './job-change.ts';
import { isTerminal } from './job-status.ts';
import type { Manifest } from './manifest-key.ts';
import { JOB_RETENTION_SECONDS } from './retention.ts';
import { later, secondsBetween } from './times.ts';

export type Repair =
  /** As the event of this manifest would have done. */
  | { readonly kind: 'advance'; readonly manifest: Manifest }
  | { readonly kind: 'end'; readonly change: JobChange }
  /** Write, then send the message of the new turn; an old one that still comes is void. */
  | { readonly kind: 'resend'; readonly change: JobChange; readonly why: 'never-sent' | 'message-expired' }
  | { readonly kind: 'leave' };

/** A function that stores a job and sends its message has ended long before. */
const SENDING_SECONDS_MAX: Seconds = SECONDS_PER_MINUTE;

export type RepairInput = {
  readonly job: Job;
  /** The stored manifest that ends the job's part in its queue, if there is one; see `mayHaveEnded`. */
  readonly endManifest?: Manifest;
  readonly queue: Pick<Queue, 'receiveCountMax' | 'visibilityTimeoutSeconds'>;
  /** Jobs that ever left its queue; absent where nobody knows. */
  readonly departedCount?: Count;
  readonly now: string;
  readonly retentionDays: number;
};

/** Somebody had it and has it no longer: it is worth a look into the bucket. */
export function mayHaveEnded({ status, attempts, lease }: Job, now: string): boolean {
  return !isTerminal(status) && attempts > 0 && (lease === undefined || lease.until <= now);
}

/** @param input.job in a queue of the plan */
export function repairJob(input: RepairInput): Repair {
  const { job, endManifest, queue, now, retentionDays } = input;
  if (isTerminal(job.status)) return { kind: 'leave' };
  const isHeld = job.lease !== undefined && job.lease.until > now;
  if (endManifest !== undefined && !isHeld) return { kind: 'advance', manifest: endManifest };
  if (job.deadlineAt <= now) return { kind: 'end', change: expiredChange({ now, retentionDays }) };
  if (isHeld) return { kind: 'leave' };
  const turnSeconds = secondsBetween(job.place.since, now);
  if (job.sentTurn < job.turn) {
    // Claimed and yet unsent: its last holder gave it back at the last receive, and nobody is sending.
    const isBeingSent = job.attempts === 0 && turnSeconds < SENDING_SECONDS_MAX;
    return isBeingSent ? { kind: 'leave' } : resend(input, 'never-sent');
  }
  if (job.attempts >= queue.receiveCountMax) {
    // The queue delivers its message no more. Whoever had it last may have ended with success: then the event is on its way.
    const since = job.lease?.until ?? job.updatedAt;
    const isGivenUp = later(since, queue.visibilityTimeoutSeconds) <= now;
    return isGivenUp ? { kind: 'end', change: exhaustedChange({ now, retentionDays }) } : { kind: 'leave' };
  }
  if (turnSeconds > JOB_RETENTION_SECONDS) return resend(input, 'message-expired');
  return { kind: 'leave' };
}

const resend = ({ job, now, departedCount }: RepairInput, why: 'never-sent' | 'message-expired'): Repair => ({
  kind: 'resend',
  change: nextTurn(job, now, departedCount),
  why,
});

/**
 * Another message for a job whose message may be lost. It keeps its position: nobody is to wait longer because of that.
 * Whoever writes it sends the message afterwards; the one before, should it still come, is void.
 *
 * @param departedCount jobs that ever left its queue, as far as that is known: from now on the job's wait is watched anew
 */
export function nextTurn(job: Job, now: string, departedCount: Count = job.place.departedCount): JobChange {
  const leftCount = Math.max(0, departedCount - job.place.departedCount);
  const place = {
    since: now,
    aheadCount: Math.max(0, job.place.aheadCount - leftCount),
    departedCount: job.place.departedCount + leftCount,
  };
  return { set: { turn: job.turn + 1, attempts: 0, updatedAt: now, place }, remove: ['lease'] };
}

/** That the message of this turn was sent. */
export const sentChange = (job: Pick<Job, 'turn'>): JobChange => ({ set: { sentTurn: job.turn } });
