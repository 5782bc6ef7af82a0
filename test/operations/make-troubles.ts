/** What the page's Day 2 mends: a dead letter, and two lost events, as each of their senders leaves them. */
import { newJob } from '../../hub/job/job.ts';
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
  const job = newJob({
    ...{ jobId, ownerId: 'owner', request: { kind: 'character', prompt: 'a troll' }, requestHash: '0'.repeat(64) },
    ...{ firstQueue: 'generation', place: { aheadCount: 0, departedCount: 0 } },
    ...{ now: '2026-11-23T12:00:00.000Z', openDays: 30 },
  });
  await cli.call('dynamodb', 'put_item', { TableName, Item: attributes({ ...job, sentTurn: 1, attempts: 1 }) });
}

/** As the table's own protocol writes an item of texts, numbers and maps. */
function attributes(item: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const attributeOf = (value: unknown): unknown => {
    if (typeof value === 'number') return { N: `${value}` };
    return typeof value === 'string' ? { S: value } : { M: attributes(value as Record<string, unknown>) };
  };
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, attributeOf(value)]));
}
