/**
 * What a stored manifest does to a job. Invariant: a job's queue and status only move forward, whatever order manifests
 * arrive in and however often each does.
 */
import { ending } from './end-job.ts';
import type { Job, Place } from './job.ts';
import type { JobChange } from './job-change.ts';
import { routeOf } from './job-kind.ts';
import { isTerminal } from './job-status.ts';
import { type Manifest, manifestKey } from './manifest-key.ts';
import { type Pipeline, placeOf, queueAfter, queueEndedBy } from './pipeline.ts';
import { nextTurn } from './reconcile-job.ts';

export type IgnoreReason =
  | 'not-the-last-stage' // the job stays in its queue
  | 'job-has-ended' // succeeded before, or failed, was canceled or expired: a late result is refused
  | 'job-is-further' // it left the next queue, too
  | 'already-sent' // it was sent on when the manifest came first
  | 'another-result-came-first'; // the stage ran twice with different inputs; the first one counts

/** What is to be done, in this order: write `change`, then send the message of the job's turn if there is a next queue. */
export type Advance =
  | { readonly kind: 'pass'; readonly change: JobChange; readonly nextQueue: string }
  | { readonly kind: 'finish'; readonly change: JobChange }
  /** The manifest is recorded; whether a message was sent, nobody knows, so a new one is, and the old one is void. */
  | { readonly kind: 'resend'; readonly change: JobChange; readonly nextQueue: string }
  | { readonly kind: 'ignore'; readonly reason: IgnoreReason };

export type AdvanceInput = {
  readonly job: Job;
  readonly manifest: Manifest;
  readonly pipeline: Pipeline;
  /** By queue: what a job would find that comes into it now. */
  readonly places: Readonly<Record<string, Omit<Place, 'since'>>>;
  readonly now: string;
  readonly retentionDays: number;
};

/**
 * A manifest that ends a queue sends its job to the next one, or ends it, if the job has not come that far yet. A manifest
 * of a later queue moves a job that still seems to be in an earlier one: it could not have been made otherwise.
 *
 * A manifest that was recorded already sends its job on again while nobody has noted that it was sent: the function may have
 * died between the two. It does so by a turn of its own, so that of two messages one is void.
 */
export function advanceJob(input: AdvanceInput): Advance {
  const { job, manifest, pipeline, places, now, retentionDays } = input;
  const route = routeOf(job.kind, pipeline);
  const ended = queueEndedBy(route, manifest.stage);
  if (ended === undefined) return ignore('not-the-last-stage');
  if (isTerminal(job.status)) return ignore('job-has-ended');
  const nextQueue = queueAfter(route, ended);
  const recorded = { stage: manifest.stage, key: manifestKey(manifest) };
  if (placeOf(route, job.queue) > placeOf(route, ended)) {
    if (nextQueue === undefined || job.queue !== nextQueue) return ignore('job-is-further');
    if (job.manifests[manifest.stage] !== recorded.key) return ignore('another-result-came-first');
    if (job.sentTurn >= job.turn) return ignore('already-sent');
    return { kind: 'resend', change: nextTurn(job, now, places[nextQueue]?.departedCount), nextQueue };
  }
  if (nextQueue === undefined) {
    const end = ending('succeeded', { now, retentionDays });
    return { kind: 'finish', change: { ...end, set: { ...end.set, queue: ended }, manifest: recorded } };
  }
  const change: JobChange = {
    set: {
      status: 'running',
      queue: nextQueue,
      turn: job.turn + 1,
      attempts: 0,
      place: { since: now, ...(places[nextQueue] ?? { aheadCount: 0, departedCount: 0 }) },
      updatedAt: now,
    },
    remove: ['lease', 'progress'],
    manifest: recorded,
  };
  return { kind: 'pass', change, nextQueue };
}

const ignore = (reason: IgnoreReason): Advance => ({ kind: 'ignore', reason });
