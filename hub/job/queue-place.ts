/** A job's place in its queue, as far as a standard SQS queue has places: an estimate, and said to be one. */
import { SECONDS_PER_MINUTE, type Seconds } from '../units.ts';
import type { Job } from './job.ts';
import { isTerminal } from './job-status.ts';
import type { QueueState } from './queue-state.ts';
import { secondsBetween } from './times.ts';

/** Whether it waits for a worker now. */
export function isWaiting({ status, lease }: Pick<Job, 'status' | 'lease'>, now: string): boolean {
  return !isTerminal(status) && (lease === undefined || lease.until <= now);
}

/**
 * From 1, the next to be taken up. It never rises while the job stays in its queue, because the count of those who left
 * never falls; undefined for a job that does not wait, or was taken up before and comes back to the front.
 *
 * @example 40 were before it, 12 have left since -> 29
 */
export function queuePosition(job: Job, { departedCount }: QueueState, now: string): number | undefined {
  if (!isWaiting(job, now) || job.attempts > 0) return undefined;
  const leftCount = Math.max(0, departedCount - job.place.departedCount);
  return Math.max(1, 1 + job.place.aheadCount - leftCount);
}

export const WAIT_REASONS = ['queue', 'scaling_out', 'spot_capacity', 'retrying'] as const;
export type WaitReason = (typeof WAIT_REASONS)[number];

/** A Spot instance that has not come by then does not boot slowly: there is none to be had. */
const SPOT_SHORT_SECONDS: Seconds = 5 * SECONDS_PER_MINUTE;

/** Why a job waits; undefined for one that does not. */
export function waitReason(job: Job, { seen }: QueueState, now: string): WaitReason | undefined {
  if (!isWaiting(job, now)) return undefined;
  if (job.attempts > 0) return 'retrying';
  if (seen === undefined) return 'queue';
  const { missingSince, spotMissingSince } = seen.workers;
  if (spotMissingSince !== undefined && secondsBetween(spotMissingSince, now) > SPOT_SHORT_SECONDS) {
    return 'spot_capacity';
  }
  return missingSince === undefined ? 'queue' : 'scaling_out';
}
