/** How many messages lie in each queue, by SQS's own estimate. */
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Count, Seconds } from '../../hub/units.ts';
import { CALL_LIMITS } from './call-limits.ts';

/** SQS counts approximately anyway; a crowd must not ask for it a thousand times a second. */
export const COUNTS_KEPT_SECONDS: Seconds = 1;

export type QueueCounts = { readonly visibleCount: Count; readonly inFlightCount: Count };
/** By the queue's name in the plan. */
export type CountMessages = () => Promise<Readonly<Record<string, QueueCounts>>>;

/** @param queueUrls by the queue's name in the plan */
export function countMessagesIn(queueUrls: Readonly<Record<string, string>>): CountMessages {
  const client = new SQSClient(CALL_LIMITS);
  const countOne = async (QueueUrl: string): Promise<QueueCounts> => {
    const { Attributes = {} } = await client.send(
      new GetQueueAttributesCommand({
        QueueUrl,
        AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
      }),
    );
    return {
      visibleCount: Number(Attributes.ApproximateNumberOfMessages ?? 0),
      inFlightCount: Number(Attributes.ApproximateNumberOfMessagesNotVisible ?? 0),
    };
  };
  return async () =>
    Object.fromEntries(
      await Promise.all(Object.entries(queueUrls).map(async ([queue, url]) => [queue, await countOne(url)] as const)),
    );
}
