/**
 * How long SQS keeps a message: 60 to 1,209,600 s (AWS SQS API, SetQueueAttributes, botocore model 2026-08-07 [H]).
 *
 * In a standard dead-letter queue a message keeps the time at which it was first sent (AWS SQS developer guide, 2023-05-05
 * [H]): what it waited in its queue is taken off the time a person has to look at it. So the dead letters are kept as long as
 * AWS allows, and the queue's own retention is what remains when a person gets ten days.
 */
import type { HubPlan } from '../plan/hub-plan.ts';
import { SECONDS_PER_DAY, type Seconds } from '../units.ts';

/** The longest SQS allows. */
export const DEAD_LETTER_RETENTION_SECONDS: Seconds = 14 * SECONDS_PER_DAY;

/** A long weekend without a single worker; the alarm on the oldest message rings hours after it began, not days. */
export const JOB_RETENTION_SECONDS: Seconds = 4 * SECONDS_PER_DAY;

/**
 * How long the record of a job that has not ended must be kept: it may wait as long as a message is kept in each queue, and
 * then lie among the dead letters; whoever takes it up must still find its record. At least as long as its result would be.
 *
 * @example two queues, assets kept for 7 days -> 4 + 4 + 14 = 22
 */
export function openJobRetentionDays({ queues, storage }: Pick<HubPlan, 'queues' | 'storage'>): number {
  const waitingSeconds = queues.length * JOB_RETENTION_SECONDS + DEAD_LETTER_RETENTION_SECONDS;
  return Math.max(storage.assetRetentionDays, waitingSeconds / SECONDS_PER_DAY);
}
