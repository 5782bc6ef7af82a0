/** The worker's calls of SQS. One message at a time: what is prefetched waits behind a job while another worker is idle. */
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { Count, Seconds } from '../../hub/units.ts';
import type { WorkerQueue } from '../settings.ts';

export type Received = {
  readonly queue: WorkerQueue;
  readonly body: string;
  readonly receiptHandle: string;
  /** From 1. */
  readonly receiveCount: Count;
};

/** SQS hides a message for at most 12 hours in all (SQS guide, visibility timeout, 2023-05-05 [H]). */
const VISIBILITY_SECONDS_MAX: Seconds = 43_200;

/** @param signal ends a long poll early: the message it would have got stays hidden for its visibility timeout */
export async function receiveFrom(
  client: SQSClient,
  queue: WorkerQueue,
  waitSeconds: Seconds,
  signal?: AbortSignal,
): Promise<Received | undefined> {
  const command = new ReceiveMessageCommand({
    QueueUrl: queue.url,
    MaxNumberOfMessages: 1,
    WaitTimeSeconds: waitSeconds,
    VisibilityTimeout: queue.visibilityTimeoutSeconds,
    MessageSystemAttributeNames: ['ApproximateReceiveCount'],
  });
  const { Messages = [] } = await client.send(command, signal === undefined ? {} : { abortSignal: signal });
  const [message] = Messages;
  return message === undefined ? undefined : receivedOf(queue, message);
}

function receivedOf(queue: WorkerQueue, { Body = '', ReceiptHandle = '', Attributes = {} }: Message): Received {
  return {
    queue,
    body: Body,
    receiptHandle: ReceiptHandle,
    receiveCount: Number(Attributes.ApproximateReceiveCount ?? 1),
  };
}

/**
 * A message from the first queue that has one. Only when none has any are they polled long, each for its part of the time, so
 * that a message of a later queue is not held up while an earlier one is waited for.
 */
export async function receiveNext(
  client: SQSClient,
  queues: readonly WorkerQueue[],
  signal?: AbortSignal,
): Promise<Received | undefined> {
  const waits = queues.length === 1 ? [1] : [0, 1 / queues.length];
  for (const part of waits) {
    for (const queue of queues) {
      const received = await receiveFrom(client, queue, Math.ceil(queue.longPollSeconds * part), signal);
      if (received !== undefined) return received;
    }
  }
  return undefined;
}

export async function deleteMessage(client: SQSClient, { queue, receiptHandle }: Received): Promise<void> {
  await client.send(new DeleteMessageCommand({ QueueUrl: queue.url, ReceiptHandle: receiptHandle }));
}

/** Shows it again after so long; 0 is at once. */
export async function hideMessage(
  client: SQSClient,
  { queue, receiptHandle }: Pick<Received, 'queue' | 'receiptHandle'>,
  seconds: Seconds,
): Promise<void> {
  await client.send(
    new ChangeMessageVisibilityCommand({
      QueueUrl: queue.url,
      ReceiptHandle: receiptHandle,
      VisibilityTimeout: Math.min(VISIBILITY_SECONDS_MAX, Math.ceil(seconds)),
    }),
  );
}

/** The message was deleted, or shown to somebody else meanwhile: whoever gets this has lost it. */
export function isMessageLost(error: unknown): boolean {
  const { name = '' } = error as { name?: string };
  return /ReceiptHandleIsInvalid|MessageNotInflight|InvalidParameterValue/.test(name);
}
