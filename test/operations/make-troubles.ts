/** What the page's Day 2 mends: a dead letter, and two lost events, as each of their senders leaves them. */
import { submittedJob } from '../../hub/job/job.test-data.ts';
import { manifestKey } from '../../hub/job/manifest-key.ts';
import { queueMessage } from '../../hub/job/queue-message.ts';
import { objectCreated } from '../moto/object-created.ts';
import type { ProgramRecord } from '../pulumi-host/program-record.ts';
import { single } from '../pulumi-host/queries.ts';
import type { AwsCli } from './start-aws-cli.ts';

/** Jobs whose last manifest of the first queue is stored, and nobody has heard of it. */
export const STUCK_JOB_IDS = ['gaytemzugu3doobzmfrggzdfmy', 'gaytemzugu3doobzmfrggzdfmz'] as const;

export async function makeTroubles(cli: AwsCli, record: ProgramRecord): Promise<void> {
  const { assetsBucket, jobTableName, queueUrls } = record.stackOutputs;
  const { deadLetterUrl } = (queueUrls as Readonly<Record<string, { readonly deadLetterUrl: string }>>).generation!;
  const lostEventsUrl = single(record, { type: 'aws:sqs/queue:Queue', name: 'status-events-lost' }).id!;
  const events = STUCK_JOB_IDS.map(jobId =>
    objectCreated(String(assetsBucket), manifestKey({ jobId, stage: 'image-to-3d', inputHash: '0'.repeat(64) })),
  );
  for (const jobId of STUCK_JOB_IDS) await putJob(cli, String(jobTableName), jobId);
  const bodies: readonly (readonly [queueUrl: string, body: unknown])[] = [
    [deadLetterUrl, queueMessage({ jobId: STUCK_JOB_IDS[0], queue: 'generation', turn: 1 })],
    [lostEventsUrl, events[0]],
    // Lambda guide, "Retaining records of asynchronous invocations", 2023 [H].
    [lostEventsUrl, { version: '1.0', requestContext: { condition: 'RetriesExhausted' }, requestPayload: events[1] }],
  ];
  for (const [QueueUrl, body] of bodies) {
    await cli.call('sqs', 'send_message', { QueueUrl, MessageBody: JSON.stringify(body) });
  }
}

async function putJob(cli: AwsCli, TableName: string, jobId: string): Promise<void> {
  // Sent: a worker has had it.
  const job = { ...submittedJob({ jobId, ownerId: 'owner', now: '2026-11-23T12:00:00.000Z' }), sentTurn: 1 };
  await cli.call('dynamodb', 'put_item', { TableName, Item: attributesOf(job) });
}

/** As DynamoDB writes values without the document client. */
function attributesOf(item: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const attributeOf = (value: unknown): unknown => {
    if (typeof value === 'string') return { S: value };
    if (typeof value === 'number') return { N: `${value}` };
    return { M: attributesOf(value as Readonly<Record<string, unknown>>) };
  };
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, attributeOf(value)]));
}
