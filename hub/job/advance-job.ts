/**
 * What a stored manifest does to a job. Invariant: a job's queue and status only move forward, whatever order manifests
 * arrive in and however often each does.
 */
import type { StageName } from '../plan/stage-names.ts';
import { expiresAt, type Job } from './job.ts';
import { isTerminal, type JobStatus } from './job-status.ts';
import { type Manifest, manifestKey } from './manifest-key.ts';
import { type Pipeline, placeOf, queueAfter, queueEndedBy } from './pipeline.ts';

/** The attributes an advance writes, and no others: a worker may be writing its own. */
export type JobChange = {
  readonly status: JobStatus;
  readonly queue: string;
  readonly updatedAt: string;
  readonly finishedAt?: string;
  readonly expiresAt?: number;
  readonly manifest: { readonly stage: StageName; readonly key: string };
};

export type IgnoreReason =
  | 'not-the-last-stage' // the job stays in its queue
  | 'job-has-ended' // succeeded before, or failed, was canceled or expired: a late result is refused
  | 'job-is-further' // it left the next queue, too
  | 'another-result-came-first'; // the stage ran twice with different inputs; the first one counts

/** What is to be done, in this order: write `change` if there is one, then send the job to `nextQueue` if there is one. */
export type Advance =
  | { readonly kind: 'pass'; readonly change: JobChange; readonly nextQueue: string }
  | { readonly kind: 'finish'; readonly change: JobChange }
  /** The change is recorded; whether its message was sent, nobody knows, so it is sent again. */
  | { readonly kind: 'resend'; readonly nextQueue: string }
  | { readonly kind: 'ignore'; readonly reason: IgnoreReason };

export type AdvanceInput = {
  readonly job: Job;
  readonly manifest: Manifest;
  readonly pipeline: Pipeline;
  readonly now: string;
  readonly retentionDays: number;
};

/**
 * A manifest that ends a queue sends its job to the next one, or ends it, if the job has not come that far yet. A manifest
 * of a later queue moves a job that still seems to be in an earlier one: it could not have been made otherwise.
 *
 * A manifest that was recorded already is sent on again while the job is in the queue it led to: the function may have died
 * between the two, and a worker that gets a second message finds the job claimed.
 */
export function advanceJob({ job, manifest, pipeline, now, retentionDays }: AdvanceInput): Advance {
  const ended = queueEndedBy(pipeline, manifest.stage);
  if (ended === undefined) return ignore('not-the-last-stage');
  if (isTerminal(job.status)) return ignore('job-has-ended');
  const nextQueue = queueAfter(pipeline, ended);
  const recorded = { stage: manifest.stage, key: manifestKey(manifest) };
  if (placeOf(pipeline, job.queue) > placeOf(pipeline, ended)) {
    if (nextQueue === undefined || job.queue !== nextQueue) return ignore('job-is-further');
    if (job.manifests[manifest.stage] !== recorded.key) return ignore('another-result-came-first');
    return { kind: 'resend', nextQueue };
  }
  if (nextQueue !== undefined) {
    return {
      kind: 'pass',
      change: { status: 'running', queue: nextQueue, updatedAt: now, manifest: recorded },
      nextQueue,
    };
  }
  const change: JobChange = {
    status: 'succeeded',
    queue: ended,
    updatedAt: now,
    finishedAt: now,
    // The asset is as old as this, and the record stays as long as the asset.
    expiresAt: expiresAt(now, retentionDays),
    manifest: recorded,
  };
  return { kind: 'finish', change };
}

const ignore = (reason: IgnoreReason): Advance => ({ kind: 'ignore', reason });

/** The job after the change. */
export function changedJob(job: Job, { manifest, ...changed }: JobChange): Job {
  return { ...job, ...changed, manifests: { ...job.manifests, [manifest.stage]: manifest.key } };
}
