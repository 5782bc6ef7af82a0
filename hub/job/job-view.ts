import type { Job } from './job.ts';
import { jobPath } from './job-path.ts';

/** A job as its owner sees it. */
export type JobView = {
  readonly job_id: string;
  readonly status: Job['status'];
  readonly prompt: string;
  readonly seed?: number;
  readonly created_at: string;
  readonly updated_at: string;
  readonly finished_at?: string;
  /** Paths of the job API. */
  readonly urls: { readonly self: string };
};

/** Leaves out what is the hub's own: owner, queue, keys of the bucket. */
export function jobView({ jobId, status, prompt, seed, createdAt, updatedAt, finishedAt }: Job): JobView {
  return {
    job_id: jobId,
    status,
    prompt,
    ...(seed === undefined ? {} : { seed }),
    created_at: createdAt,
    updated_at: updatedAt,
    ...(finishedAt === undefined ? {} : { finished_at: finishedAt }),
    urls: { self: jobPath(jobId) },
  };
}
