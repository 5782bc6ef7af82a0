/**
 * What a worker may do with a message it has received, and what it writes of a job it has. Invariant: of all messages and
 * workers, one has a job at a time; a worker that lost its lease cannot write any more, but for what its attempt has cost.
 */
import type { Seconds } from '../units.ts';
import { expiredChange } from './end-job.ts';
import type { Job } from './job.ts';
import type { JobChange } from './job-change.ts';
import { isTerminal } from './job-status.ts';
import type { PreviewKeys } from './preview.ts';
import type { QueueMessage } from './queue-message.ts';
import { later, secondsBetween } from './times.ts';
import type { Work } from './work.ts';

export type DropReason =
  | 'job-has-ended'
  | 'void-turn' // a later message was sent for the job
  | 'used-up' // the reconciler is about to send one: see `usedUpChange`
  | 'other-queue'; // somebody replayed it into a queue it is not meant for

export type Claim =
  /** Write, and if that is not refused, work. `isFirst`: nobody has had it in this queue before. */
  | { readonly kind: 'claim'; readonly change: JobChange; readonly isFirst: boolean }
  /** Write, and delete the message. */
  | { readonly kind: 'expire'; readonly change: JobChange }
  /** Delete the message: it is of no use to anybody. */
  | { readonly kind: 'drop'; readonly reason: DropReason }
  /** Hide the message so long: somebody else has the job, or its record is newer than what was read. */
  | { readonly kind: 'wait'; readonly seconds: Seconds };

/** A read may lag behind the message by less than that. */
const UNKNOWN_TURN_SECONDS: Seconds = 5;

export type ClaimInput = {
  readonly job: Job;
  readonly message: QueueMessage;
  /** Of this worker at this attempt, and of nobody else ever. */
  readonly leaseId: string;
  /** As long as the message stays hidden. */
  readonly leaseSeconds: Seconds;
  readonly now: string;
  readonly retentionDays: number;
};

/** @param input.job as it stands in the table, read exactly */
export function claimJob({ job, message, leaseId, leaseSeconds, now, retentionDays }: ClaimInput): Claim {
  if (isTerminal(job.status)) return { kind: 'drop', reason: 'job-has-ended' };
  if (message.turn < job.turn) return { kind: 'drop', reason: 'void-turn' };
  if (message.turn > job.turn) return { kind: 'wait', seconds: UNKNOWN_TURN_SECONDS };
  if (message.queue !== job.queue) return { kind: 'drop', reason: 'other-queue' };
  if (job.deadlineAt <= now) return { kind: 'expire', change: expiredChange({ now, retentionDays }) };
  if (job.lease !== undefined && job.lease.until > now) {
    return { kind: 'wait', seconds: Math.ceil(secondsBetween(now, job.lease.until)) };
  }
  // Given back at the message's last receive, which its holder deletes: whoever took the job by a copy would have it without one.
  if (job.attempts > 0 && job.sentTurn < job.turn) return { kind: 'drop', reason: 'used-up' };
  const change: JobChange = {
    set: {
      status: job.status === 'queued' ? 'starting' : job.status,
      attempts: job.attempts + 1,
      // A message that is worked on was sent, whatever else was noted.
      sentTurn: job.turn,
      lease: { id: leaseId, until: later(now, leaseSeconds) },
      startedAt: job.startedAt ?? now,
      updatedAt: now,
    },
  };
  return { kind: 'claim', change, isFirst: job.attempts === 0 };
}

/** The holder goes on: with every heartbeat of the message, and with every step that its caller should see. */
export function holdChange(report: {
  readonly leaseId: string;
  readonly leaseSeconds: Seconds;
  readonly progress?: Job['progress'];
  readonly previews?: PreviewKeys;
  readonly work?: Work | undefined;
  readonly now: string;
}): JobChange {
  const { leaseId, leaseSeconds, progress, previews, work, now } = report;
  return {
    set: {
      lease: { id: leaseId, until: later(now, leaseSeconds) },
      updatedAt: now,
      ...(progress === undefined ? {} : { status: 'running', progress }),
      ...(previews === undefined ? {} : { ...previews, previewedAt: now }),
      ...(work === undefined ? {} : { work: [...work] }),
    },
  };
}

/** What the attempt has cost, for a worker that has lost the job and may write nothing else: to be written as that `attempt`. */
export const spentChange = (work: Work): JobChange => ({ set: { work: [...work] } });

/** The holder gives the job back, done with its part or unable to go on: whoever gets a message next may have it at once. */
export const releaseChange = (now: string): JobChange => ({ set: { updatedAt: now }, remove: ['lease'] });

/**
 * The holder is interrupted at the last receive that its message has: the queue would give it to the dead letters, for no
 * fault of the job. It counts as not sent, so that the reconciler sends another one.
 */
export const usedUpChange = (turn: number, now: string): JobChange => ({
  set: { updatedAt: now, sentTurn: turn - 1 },
  remove: ['lease'],
});
