/**
 * The parts of a hub on an emulator of AWS, made from the plan as the deploy makes them: table, queues with their dead
 * letters, bucket, the rules of its events, and the key that signs URLs.
 */
import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { CreateBucketCommand, PutBucketNotificationConfigurationCommand } from '@aws-sdk/client-s3';
import { CreateQueueCommand, GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { earlyEndPattern, manifestPattern } from '../../hub/job/manifest-pattern.ts';
import { pipelineOf } from '../../hub/job/pipeline.ts';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import { DEAD_LETTER_ATTRIBUTES, jobQueueAttributes, redrivePolicy } from '../../infra/queues/queue-attributes.ts';
import type { AwsClients, Emulator } from './aws-clients.ts';
import { callEvents } from './call-events.ts';
import { createJobTable } from './create-job-table.ts';

export type LocalHub = {
  readonly tableName: string;
  readonly bucket: string;
  /** By the queue's name in the plan. */
  readonly queueUrls: Readonly<Record<string, string>>;
  readonly deadLetterUrls: Readonly<Record<string, string>>;
  /** What the rules let through, as an EventBridge target would get it. */
  readonly eventsUrl: string;
  readonly scaleUrl: string;
  readonly signing: { readonly keyPairId: string; readonly parameter: string; readonly publicKey: KeyObject };
};

const KEY_PAIR_ID = 'KLOCAL';

/**
 * @param name of the hub: several may lie on one emulator
 * @param signingKey of its URLs; another one each time unless it is said
 */
export async function createHub(
  plan: HubPlan,
  name: string,
  clients: AwsClients,
  emulator: Emulator,
  signingKey: KeyObject = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
): Promise<LocalHub> {
  const { s3, ssm } = clients;
  const tableName = `${name}-jobs`;
  await createJobTable(clients.table, tableName);

  const queueUrls: Record<string, string> = {};
  const deadLetterUrls: Record<string, string> = {};
  for (const queue of plan.queues) {
    const dead = await createQueue(`${name}-${queue.name}-dead-letters`, clients, {
      MessageRetentionPeriod: String(DEAD_LETTER_ATTRIBUTES.messageRetentionSeconds),
    });
    const attributes = jobQueueAttributes(queue);
    deadLetterUrls[queue.name] = dead;
    queueUrls[queue.name] = await createQueue(`${name}-${queue.name}`, clients, {
      VisibilityTimeout: String(attributes.visibilityTimeoutSeconds),
      ReceiveMessageWaitTimeSeconds: String(attributes.receiveWaitTimeSeconds),
      MessageRetentionPeriod: String(attributes.messageRetentionSeconds),
      RedrivePolicy: redrivePolicy(await arnOf(dead, clients), queue.receiveCountMax),
    });
  }
  const eventsUrl = await createQueue(`${name}-events`, clients);
  const scaleUrl = await createQueue(`${name}-scale`, clients);

  const bucket = `${name}-assets`;
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  await s3.send(
    new PutBucketNotificationConfigurationCommand({
      Bucket: bucket,
      NotificationConfiguration: { EventBridgeConfiguration: {} },
    }),
  );
  const patterns = [...pipelineOf(plan).map(queue => manifestPattern(bucket, queue)), earlyEndPattern(bucket)];
  for (const [index, pattern] of patterns.entries()) {
    const Rule = `${name}-stored-${index}`;
    await callEvents(emulator, 'PutRule', { Name: Rule, EventPattern: JSON.stringify(pattern) });
    await callEvents(emulator, 'PutTargets', {
      Rule,
      Targets: [{ Id: 'queue', Arn: await arnOf(eventsUrl, clients) }],
    });
  }

  const parameter = `${name}-signing-key`;
  const Value = signingKey.export({ type: 'pkcs8', format: 'pem' }) as string;
  await ssm.send(new PutParameterCommand({ Name: parameter, Type: 'SecureString', Value }));
  return {
    tableName,
    bucket,
    queueUrls,
    deadLetterUrls,
    eventsUrl,
    scaleUrl,
    signing: { keyPairId: KEY_PAIR_ID, parameter, publicKey: createPublicKey(signingKey) },
  };
}

async function createQueue(
  QueueName: string,
  { sqs }: AwsClients,
  Attributes: Record<string, string> = {},
): Promise<string> {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName, Attributes }));
  if (QueueUrl === undefined) throw new Error(`the emulator gave queue ${QueueName} no URL`);
  return QueueUrl;
}

async function arnOf(QueueUrl: string, { sqs }: AwsClients): Promise<string> {
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  return Attributes?.QueueArn ?? '';
}
