/** What can befall workers, their jobs and their messages. */
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Job } from '../../hub/job/job.ts';
import { queueMessage } from '../../hub/job/queue-message.ts';
import type { AwsClients } from '../../local/aws/aws-clients.ts';
import type { LocalHub } from '../../local/aws/create-hub.ts';
import type { Substream } from '../../sim/engine/substream.ts';
import { type Crew, giveNotice, hostOf } from './crew.ts';

export type Mischief = 'killWorker' | 'killHost' | 'notice' | 'terminate' | 'expireLease' | 'duplicate' | 'garbage';
/** How often each happens, in seconds between two on average. */
export const MEAN_SECONDS: Readonly<Record<Mischief, number>> = {
  killWorker: 10,
  killHost: 6,
  notice: 20,
  terminate: 20,
  expireLease: 1.5,
  duplicate: 1.5,
  garbage: 40,
};

export type World = {
  readonly hub: LocalHub;
  /** Of the emulator itself, not through its edge. */
  readonly calm: AwsClients;
  readonly crew: Crew;
  readonly draws: Substream;
};

/** @returns whether there was anybody to whom it could happen */
export async function happen(
  kind: Mischief,
  jobs: readonly Job[],
  { hub, calm, crew, draws }: World,
): Promise<boolean> {
  const hands = crew.hands.filter(hand => !hand.hasEnded());
  const hand = hands[draws.integer(Math.max(1, hands.length))];
  const job = jobs[draws.integer(jobs.length)]!;
  const queueUrl = hub.queueUrls[job.queue]!;
  switch (kind) {
    case 'killWorker':
      return hand?.child.kill('SIGKILL') ?? false;
    case 'terminate':
      return hand?.child.kill('SIGTERM') ?? false;
    case 'killHost': {
      const host = hand === undefined ? undefined : hostOf(hand);
      if (host !== undefined) process.kill(host, 'SIGKILL');
      return host !== undefined;
    }
    case 'notice':
      if (hand !== undefined) giveNotice(hand);
      return hand !== undefined;
    case 'expireLease': {
      // Whoever has it does not know yet; its message may be received by another at once.
      const holding = jobs.filter(({ lease }) => lease !== undefined);
      const held = holding[draws.integer(Math.max(1, holding.length))];
      if (held === undefined) return false;
      await calm.table
        .send(
          new UpdateCommand({
            TableName: hub.tableName,
            Key: { jobId: held.jobId },
            UpdateExpression: 'SET lease.#until = :past',
            ConditionExpression: 'attribute_exists(lease)',
            ExpressionAttributeNames: { '#until': 'until' },
            ExpressionAttributeValues: { ':past': '2000-01-01T00:00:00.000Z' },
          }),
        )
        .catch(() => {});
      await send(calm.sqs, hub.queueUrls[held.queue]!, JSON.stringify(queueMessage(held)));
      return true;
    }
    case 'duplicate':
      await send(calm.sqs, queueUrl, JSON.stringify(queueMessage(job)));
      return true;
    case 'garbage':
      await send(calm.sqs, queueUrl, '{"version": 999}');
      return true;
  }
}

async function send(sqs: SQSClient, QueueUrl: string, MessageBody: string): Promise<void> {
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
}
