/**
 * A job as the table keeps it. Times are ISO 8601 in UTC with milliseconds, which sort as texts.
 *
 * Invariant: a job goes through turns, one for each message that was meant for it. The turn only rises; within a turn the
 * status only moves forward (job-status.ts). Whoever writes says which turn, status and lease it saw, and a write that saw
 * an older job is refused; so late, repeated and reordered notices change nothing.
 */
import * as z from 'zod';
import { STAGE_NAMES } from '../plan/stage-names.ts';
import { SECONDS_PER_DAY } from '../units.ts';
import { failureSchema } from './failure.ts';
import { jobIdSchema } from './job-id.ts';
import { JOB_KINDS } from './job-kind.ts';
import { JOB_STATUSES } from './job-status.ts';
import type { SubmitRequest } from './submit-request.ts';
import { later } from './times.ts';

const time = z.iso.datetime({ precision: 3 });
const count = z.int().min(0);

/** Attributes it does not know are left alone: a newer function may have written them. */
export const jobSchema = z.object({
  jobId: jobIdSchema,
  /** The subject of the token that submitted it. Nobody else sees it. */
  ownerId: z.string().min(1),
  kind: z.enum(JOB_KINDS),
  status: z.enum(JOB_STATUSES),
  /** The queue it is in or was last in, by its name in the plan. */
  queue: z.string().min(1),
  /** From 1. One more whenever a new message is meant for it: at its next queue, at a retry, for a message that was lost. */
  turn: z.int().min(1),
  /** The last turn whose message was surely sent; below `turn` between the two. */
  sentTurn: count,
  /** How many workers have taken it up in this turn. */
  attempts: count,
  prompt: z.string().optional(),
  seed: count.optional(),
  /** Key in the bucket of what its caller uploaded. */
  inputKey: z.string().optional(),
  /** SHA-256 of the request, in hex: whether a repeated submit says the same. */
  requestHash: z.string(),
  /** Drawn for the one put that stored it. */
  putId: z.string().optional(),
  createdAt: time,
  updatedAt: time,
  /** When a worker first took it up. */
  startedAt: time.optional(),
  finishedAt: time.optional(),
  /** A job that has not ended by then expires. */
  deadlineAt: time,
  /** Epoch seconds after which DynamoDB may delete the item. */
  expiresAt: z.int(),
  /** In one of the shards of the index of open jobs; absent once it has ended. */
  openShard: z.string().optional(),
  /** When it came into its queue, how many were before it, and how many had ever left that queue by then. */
  place: z.object({ since: time, aheadCount: count, departedCount: count }),
  /** The worker that has it, and until when nobody else may take it. */
  lease: z.object({ id: z.string(), until: time }).optional(),
  /** What the worker does, and how much of that stage is done, 0..1. */
  progress: z.object({ stage: z.enum(STAGE_NAMES), ratio: z.number().min(0).max(1) }).optional(),
  /** Keys of first looks at the result: a picture, and the bare shape. */
  previewKey: z.string().optional(),
  previewMeshKey: z.string().optional(),
  /** When the newer of the two was stored. */
  previewedAt: time.optional(),
  failure: failureSchema.optional(),
  /** Key of the stored manifest by stage: the first that was recorded, whatever comes later. */
  manifests: z.partialRecord(z.enum(STAGE_NAMES), z.string()),
});
export type Job = Readonly<z.infer<typeof jobSchema>>;
export type Place = Job['place'];

/** Open jobs are listed by shard, so that ten thousand submits a minute do not all write to one partition of the index. */
export const OPEN_SHARDS = Object.freeze(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] as const);

export type Submission = {
  readonly jobId: string;
  readonly ownerId: string;
  readonly request: SubmitRequest;
  readonly requestHash: string;
  readonly inputKey?: string;
  readonly firstQueue: string;
  readonly place: Omit<Place, 'since'>;
  readonly now: string;
  /** How long a job may be open. */
  readonly openDays: number;
};

/** A job that has just been submitted: queued in its first queue, nothing made yet, its message not sent yet. */
export function newJob(submission: Submission): Job {
  const { jobId, ownerId, request, requestHash, inputKey, firstQueue, place, now, openDays } = submission;
  const openSeconds = openDays * SECONDS_PER_DAY;
  return {
    jobId,
    ownerId,
    kind: request.kind,
    status: 'queued',
    queue: firstQueue,
    turn: 1,
    sentTurn: 0,
    attempts: 0,
    ...('prompt' in request ? { prompt: request.prompt } : {}),
    ...('seed' in request && request.seed !== undefined ? { seed: request.seed } : {}),
    ...(inputKey === undefined ? {} : { inputKey }),
    requestHash,
    createdAt: now,
    updatedAt: now,
    deadlineAt: later(now, Math.min(request.expires_in ?? openSeconds, openSeconds)),
    expiresAt: expiresAt(now, openDays),
    openShard: openShardOf(jobId),
    place: { since: now, ...place },
    manifests: {},
  };
}

/**
 * When the table may forget a job, in epoch seconds: as long after `now` as the bucket keeps an asset. At least a day, the
 * shortest that a bucket's lifecycle rule can say; a job that waits must not vanish.
 */
export function expiresAt(now: string, retentionDays: number): number {
  return Math.floor(Date.parse(now) / 1000) + Math.ceil(Math.max(1, retentionDays) * SECONDS_PER_DAY);
}

/** Ids are random or hashes: their letters fall into the shards evenly. */
export function openShardOf(jobId: string): string {
  return OPEN_SHARDS[jobId.charCodeAt(0) % OPEN_SHARDS.length]!;
}
