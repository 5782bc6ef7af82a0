/** A job as the table keeps it. Times are ISO 8601 in UTC with milliseconds, which sort as texts. */
import * as z from 'zod';
import { STAGE_NAMES } from '../plan/stage-names.ts';
import { SECONDS_PER_DAY } from '../units.ts';
import { jobIdSchema } from './job-id.ts';
import { JOB_STATUSES } from './job-status.ts';
import type { SubmitRequest } from './submit-request.ts';

const time = z.iso.datetime({ precision: 3 });

/** Attributes it does not know are left alone: a newer function may have written them. */
export const jobSchema = z.object({
  jobId: jobIdSchema,
  /** The subject of the token that submitted it. Nobody else sees it. */
  ownerId: z.string().min(1),
  status: z.enum(JOB_STATUSES),
  /** The queue it is in or was last in, by its name in the plan. */
  queue: z.string().min(1),
  prompt: z.string(),
  seed: z.int().min(0).optional(),
  createdAt: time,
  updatedAt: time,
  finishedAt: time.optional(),
  /** Epoch seconds after which DynamoDB may delete the item. */
  expiresAt: z.int(),
  /** Key of the stored manifest by stage: the first that was recorded, whatever comes later. */
  manifests: z.partialRecord(z.enum(STAGE_NAMES), z.string()),
});
export type Job = Readonly<z.infer<typeof jobSchema>>;

export type Submission = {
  readonly jobId: string;
  readonly ownerId: string;
  readonly request: SubmitRequest;
  readonly firstQueue: string;
  readonly now: string;
  readonly retentionDays: number;
};

/** A job that has just been submitted: queued in the first queue, nothing made yet. */
export function newJob({ jobId, ownerId, request, firstQueue, now, retentionDays }: Submission): Job {
  return {
    jobId,
    ownerId,
    status: 'queued',
    queue: firstQueue,
    ...request,
    createdAt: now,
    updatedAt: now,
    expiresAt: expiresAt(now, retentionDays),
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
