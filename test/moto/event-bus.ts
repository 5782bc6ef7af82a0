/** A bucket of moto whose events pass one of some rules: what is let through lies in a queue, to be read by a test. */
import { randomBytes } from 'node:crypto';
import {
  CreateBucketCommand,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { callEvents } from '../../local/aws/call-events.ts';
import { queueArnOf } from './hub-on-moto.ts';
import { startMoto } from './start-moto.ts';
import { takeMessages } from './take-messages.ts';

export type EventBus = {
  readonly storeObject: (key: string) => Promise<void>;
  /** The events the rule let through since the last call. */
  readonly takeEvents: () => Promise<unknown[]>;
};

/** @param patternsOf one for each rule, for the name of the bucket */
export async function createEventBus(patternsOf: (bucketName: string) => readonly unknown[]): Promise<EventBus> {
  const { clientConfig } = await startMoto();
  const bucketName = `assets-${randomBytes(4).toString('hex')}`;
  const bucket = new S3Client({ ...clientConfig, forcePathStyle: true });
  const queues = new SQSClient(clientConfig);
  await bucket.send(new CreateBucketCommand({ Bucket: bucketName }));
  await bucket.send(
    new PutBucketNotificationConfigurationCommand({
      Bucket: bucketName,
      NotificationConfiguration: { EventBridgeConfiguration: {} },
    }),
  );
  const { QueueUrl = '' } = await queues.send(new CreateQueueCommand({ QueueName: `events-of-${bucketName}` }));
  for (const [index, pattern] of patternsOf(bucketName).entries()) {
    const rule = `manifests-${index}-of-${bucketName}`;
    await callEvents(clientConfig, 'PutRule', { Name: rule, EventPattern: JSON.stringify(pattern) });
    await callEvents(clientConfig, 'PutTargets', {
      Rule: rule,
      Targets: [{ Id: 'queue', Arn: await queueArnOf(QueueUrl) }],
    });
  }
  return {
    storeObject: async key => {
      await bucket.send(new PutObjectCommand({ Bucket: bucketName, Key: key, Body: '{}' }));
    },
    takeEvents: () => takeMessages(queues, QueueUrl),
  };
}
