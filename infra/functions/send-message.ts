import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { QueueMessage } from '../../hub/job/queue-message.ts';
import { CALL_LIMITS } from './call-limits.ts';

/** Puts a message into the queue it names. */
export type SendMessage = (message: QueueMessage) => Promise<void>;

/** @param queueUrls by the queue's name in the plan */
export function sendMessageTo(queueUrls: Readonly<Record<string, string>>): SendMessage {
  const client = new SQSClient(CALL_LIMITS);
  return async message => {
    const QueueUrl = queueUrls[message.queue];
    if (QueueUrl === undefined) throw new Error(`no URL is known of queue ${message.queue}`);
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(message) }));
  };
}
