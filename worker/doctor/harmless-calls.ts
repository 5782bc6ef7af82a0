/** For each right of a worker a call that proves it and changes nothing; or why there is none. */
import {
  type AutoScalingClient,
  CompleteLifecycleActionCommand,
  RecordLifecycleActionHeartbeatCommand,
} from '@aws-sdk/client-auto-scaling';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { ChangeMessageVisibilityCommand, DeleteMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { JOBS_PREFIX } from '../../hub/job/manifest-key.ts';
import type { WorkerSettings } from '../settings.ts';

export type AwsClients = {
  readonly sqs: SQSClient;
  readonly table: DynamoDBDocumentClient;
  readonly s3: S3Client;
  readonly autoScaling: AutoScalingClient;
};

export type HarmlessCall = {
  /** As IAM calls it. */
  readonly action: string;
  readonly call: () => Promise<unknown>;
  /** The refusals that whoever has the right gets; "name: message". Without one the call is answered. */
  readonly expected: RegExp;
};

/** No job, message, key or hook is called like this. */
const NOBODY = 'asset-hub-doctor';
/** What SQS says to a receipt that it has not given: names of its two protocols (API reference, 2023-05 [H]). */
const NO_RECEIPT = /ReceiptHandleIsInvalid|InvalidParameterValue/;
const NO_HOOK = /No active Lifecycle Action found/;

export const UNPROVEN_RIGHTS: Readonly<Record<string, string>> = Object.freeze({
  'sqs:ReceiveMessage': 'asking would take a job; the first poll shows it',
  's3:PutObject': 'asking would store something; the first checkpoint shows it',
  's3:PutObjectTagging': 'likewise',
  'autoscaling:SetInstanceProtection': 'asking would change it; the first job shows it, and none fails by it',
});

export function harmlessCalls(settings: WorkerSettings, clients: AwsClients): readonly HarmlessCall[] {
  const { sqs, table, s3 } = clients;
  const { jobTable: TableName, assetsBucket: Bucket } = settings;
  const Key = { jobId: NOBODY };
  return [
    ...settings.queues.flatMap(({ url: QueueUrl }): HarmlessCall[] => {
      const message = { QueueUrl, ReceiptHandle: NOBODY };
      return [
        {
          action: 'sqs:ChangeMessageVisibility',
          call: () => sqs.send(new ChangeMessageVisibilityCommand({ ...message, VisibilityTimeout: 0 })),
          expected: NO_RECEIPT,
        },
        { action: 'sqs:DeleteMessage', call: () => sqs.send(new DeleteMessageCommand(message)), expected: NO_RECEIPT },
      ];
    }),
    { action: 'dynamodb:GetItem', call: () => table.send(new GetCommand({ TableName, Key })), expected: /^$/ },
    {
      action: 'dynamodb:UpdateItem',
      call: () =>
        table.send(
          new UpdateCommand({
            TableName,
            Key,
            UpdateExpression: 'SET jobKind = :never',
            ConditionExpression: 'attribute_exists(jobId)',
            ExpressionAttributeValues: { ':never': NOBODY },
          }),
        ),
      expected: /ConditionalCheckFailed/,
    },
    {
      // Without s3:ListBucket S3 would say "denied" of what is not there, so this proves both.
      action: 's3:GetObject, s3:ListBucket',
      call: () => s3.send(new GetObjectCommand({ Bucket, Key: `${JOBS_PREFIX}${NOBODY}` })),
      expected: /NoSuchKey/,
    },
    ...hookCalls(settings, clients),
  ];
}

function hookCalls(
  { instanceId, autoScalingGroup }: WorkerSettings,
  { autoScaling }: AwsClients,
): readonly HarmlessCall[] {
  if (instanceId === undefined || autoScalingGroup === undefined) return [];
  const hook = { InstanceId: instanceId, AutoScalingGroupName: autoScalingGroup, LifecycleHookName: NOBODY };
  return [
    {
      action: 'autoscaling:RecordLifecycleActionHeartbeat',
      call: () => autoScaling.send(new RecordLifecycleActionHeartbeatCommand(hook)),
      expected: NO_HOOK,
    },
    {
      action: 'autoscaling:CompleteLifecycleAction',
      call: () => autoScaling.send(new CompleteLifecycleActionCommand({ ...hook, LifecycleActionResult: 'CONTINUE' })),
      expected: NO_HOOK,
    },
  ];
}
