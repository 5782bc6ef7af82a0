/** What SQS is told about a queue of the plan and about its dead-letter queue. */

import { DEAD_LETTER_RETENTION_SECONDS, JOB_RETENTION_SECONDS } from '../../hub/job/retention.ts';
import type { Queue } from '../../hub/plan/hub-plan.ts';
import type { Count, Seconds } from '../../hub/units.ts';

export type QueueAttributes = {
  readonly visibilityTimeoutSeconds?: Seconds;
  readonly receiveWaitTimeSeconds?: Seconds;
  readonly messageRetentionSeconds: Seconds;
  readonly sqsManagedSseEnabled: true;
};

/**
 * Attributes of the queue itself. Messages are encrypted with keys of SQS: a key of one's own costs 1 USD a month and a
 * request fee, and guards nothing that the queue policy leaves open.
 *
 * @example jobQueueAttributes(queue)   // { visibilityTimeoutSeconds: 300, receiveWaitTimeSeconds: 20, ... }
 */
export function jobQueueAttributes({
  visibilityTimeoutSeconds,
  longPollSeconds,
}: Pick<Queue, 'visibilityTimeoutSeconds' | 'longPollSeconds'>): QueueAttributes {
  return {
    visibilityTimeoutSeconds,
    receiveWaitTimeSeconds: longPollSeconds,
    messageRetentionSeconds: JOB_RETENTION_SECONDS,
    sqsManagedSseEnabled: true,
  };
}

/** Attributes of a queue that only people read: nothing polls it, so visibility and long poll stay as SQS has them. */
export const DEAD_LETTER_ATTRIBUTES: QueueAttributes = Object.freeze({
  messageRetentionSeconds: DEAD_LETTER_RETENTION_SECONDS,
  sqsManagedSseEnabled: true,
});

/** Where a message goes when its receive count would exceed `receiveCountMax`: the JSON of `RedrivePolicy`. */
export function redrivePolicy(deadLetterArn: string, receiveCountMax: Count): string {
  return JSON.stringify({ deadLetterTargetArn: deadLetterArn, maxReceiveCount: receiveCountMax });
}

/** No other queue may use this one for its dead letters: the JSON of `RedriveAllowPolicy`. */
export function redriveAllowPolicy(queueArn: string): string {
  return JSON.stringify({ redrivePermission: 'byQueue', sourceQueueArns: [queueArn] });
}
