/** A job as the page sees it: what docs/openapi.json says, and what a newer hub may add. */
import type { Job, Problem } from '../../client/job-api.ts';

export type SeenJob = Job & {
  /** What its work cost so far. */
  readonly cost_usd?: number;
};

export type JobKind = Job['kind'];
export type JobStatus = Job['status'];
export type ViewStage = Job['stages'][number]['stage'];
export type WaitReason = NonNullable<Job['wait_reason']>;
export type Failure = NonNullable<Job['failure']>;
export type { Problem };

export const hasEnded = ({ status }: SeenJob): boolean =>
  status === 'succeeded' || status === 'failed' || status === 'canceled' || status === 'expired';
