/**
 * How long SQS keeps a message: 60 to 1,209,600 s (AWS SQS API, SetQueueAttributes, botocore model 2026-08-07 [H]).
 *
 * In a standard dead-letter queue a message keeps the time at which it was first sent (AWS SQS developer guide, 2023-05-05
 * [H]): what it waited in its queue is taken off the time a person has to look at it. So the dead letters are kept as long as
 * AWS allows, and the queue's own retention is what remains when a person gets ten days.
 */
import { SECONDS_PER_DAY, type Seconds } from '../../hub/units.ts';

/** The longest SQS allows. */
export const DEAD_LETTER_RETENTION_SECONDS: Seconds = 14 * SECONDS_PER_DAY;

/** A long weekend without a single worker; the alarm on the oldest message rings hours after it began, not days. */
export const JOB_RETENTION_SECONDS: Seconds = 4 * SECONDS_PER_DAY;
