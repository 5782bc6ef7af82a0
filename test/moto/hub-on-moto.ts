/** A job table and queues on moto, as the functions and the worker find them, and a look into both. */
import { randomBytes } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateQueueCommand, GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Job } from '../../hub/job/job.ts';
import type { Pipeline } from '../../hub/job/pipeline.ts';
import { type QueueMessage, queueMessageSchema } from '../../hub/job/queue-message.ts';
import { createJobTable } from '../../local/aws/create-job-table.ts';
import { startMoto } from './start-moto.ts';
import { takeMessages } from './take-messages.ts';

export type HubOnMoto = {
  readonly tableName: string;
  /** By the queue's name in the plan. */
  readonly queueUrls: Readonly<Record<string, string>>;
  readonly table: DynamoDBDocumentClient;
  /** The item as it stands in the table, unread by any schema. */
  readonly itemOf: (jobId: string) => Promise<Record<string, unknown> | undefined>;
  readonly putItem: (item: Job) => Promise<void>;
  /** Into the queue it names. */
  readonly sendMessage: (message: QueueMessage) => Promise<void>;
  /** Takes all messages out of a queue, deletes them, and gives their bodies. */
  readonly takeMessages: (queue: string) => Promise<QueueMessage[]>;
  /** The same of a queue that carries something else. */
  readonly takeBodies: (queue: string) => Promise<unknown[]>;
};

/** Table and queues of their own for each call, named by chance; they go when moto does. */
export async function createHubOnMoto(pipeline: Pipeline): Promise<HubOnMoto> {
  const { clientConfig } = await startMoto();
  const suffix = randomBytes(4).toString('hex');
  const table = DynamoDBDocumentClient.from(new DynamoDBClient(clientConfig), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const queues = new SQSClient(clientConfig);
  const tableName = `jobs-${suffix}`;
  await createJobTable(table, tableName);
  const queueUrls: Record<string, string> = {};
  for (const { queue } of pipeline) queueUrls[queue] = await createQueue(queues, `${queue}-${suffix}`);
  const takeBodies = (queue: string) => takeMessages(queues, queueUrls[queue] ?? `no queue ${queue}`);
  return {
    tableName,
    queueUrls,
    table,
    itemOf: async jobId =>
      (await table.send(new GetCommand({ TableName: tableName, Key: { jobId }, ConsistentRead: true }))).Item,
    putItem: async item => {
      await table.send(new PutCommand({ TableName: tableName, Item: item }));
    },
    sendMessage: async message => {
      const QueueUrl = queueUrls[message.queue];
      await queues.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(message) }));
    },
    takeMessages: async queue => (await takeBodies(queue)).map(body => queueMessageSchema.parse(body)),
    takeBodies,
  };
}

async function createQueue(queues: SQSClient, name: string): Promise<string> {
  const { QueueUrl } = await queues.send(new CreateQueueCommand({ QueueName: name }));
  if (QueueUrl === undefined) throw new Error(`moto gave queue ${name} no URL`);
  return QueueUrl;
}

/** `arn:aws:sqs:us-east-1:123456789012:generation-1f0c` */
export async function queueArnOf(queueUrl: string): Promise<string> {
  const { clientConfig } = await startMoto();
  const { Attributes } = await new SQSClient(clientConfig).send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['QueueArn'] }),
  );
  return Attributes?.QueueArn ?? '';
}
