/**
 * Stands in for the GPU worker, in tests alone: it makes nothing, but takes, holds, stores and says all that a worker does,
 * with the messages, objects and writes of a real one, and by the same decisions.
 */
import { createHash, randomUUID } from 'node:crypto';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { claimJob, holdChange, releaseChange } from '../../hub/job/claim-job.ts';
import { type Job, jobSchema } from '../../hub/job/job.ts';
import { type JobChange, type JobCondition, updateOf } from '../../hub/job/job-change.ts';
import { routeOf } from '../../hub/job/job-kind.ts';
import { earlyEndKey, manifestKey, stageFolder } from '../../hub/job/manifest-key.ts';
import { pipelineOf } from '../../hub/job/pipeline.ts';
import { queueMessageSchema } from '../../hub/job/queue-message.ts';
import { RESULT_FILES } from '../../hub/job/result-file.ts';
import type { StageName } from '../../hub/plan/stage-names.ts';
import type { TestApi } from './open-api.ts';

export type StandInWorker = {
  /** Takes one message of a queue, if there is one, and does its job there. */
  readonly doOne: (queue: string) => Promise<'nothing' | 'dropped' | 'done'>;
  /** Takes one, and stops in the middle of its first stage: the job as it then stands, and how to go on. */
  readonly begin: (queue: string) => Promise<{ readonly jobId: string; readonly finish: () => Promise<void> }>;
};

const LEASE_SECONDS = 60;
/** What the result file of a test holds: enough to tell it. */
export const resultBytes = (jobId: string): Buffer => Buffer.from(`glTF of ${jobId}`);

export function standInWorker(api: TestApi): StandInWorker {
  const { sqs, s3, table } = api.clients;
  const pipeline = pipelineOf(api.plan);
  const TableName = api.hub.tableName;
  const Bucket = api.hub.bucket;
  const now = () => new Date().toISOString();
  const read = async (jobId: string): Promise<Job | undefined> => {
    const { Item } = await table.send(new GetCommand({ TableName, Key: { jobId }, ConsistentRead: true }));
    return Item === undefined ? undefined : jobSchema.parse(Item);
  };
  const write = (jobId: string, condition: JobCondition, change: JobChange) =>
    table.send(new UpdateCommand({ TableName, Key: { jobId }, ...updateOf(condition, change) }));
  const store = (Key: string, Body: string | Uint8Array, ContentType: string) =>
    s3.send(new PutObjectCommand({ Bucket, Key, Body, ContentType }));

  type Taken = { readonly job: Job; readonly leaseId: string; readonly free: () => Promise<unknown> };
  async function take(queue: string): Promise<Taken | 'nothing' | 'dropped'> {
    const QueueUrl = api.hub.queueUrls[queue]!;
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 0 }));
    const [received] = Messages;
    if (received === undefined) return 'nothing';
    const free = () => sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: received.ReceiptHandle }));
    const message = queueMessageSchema.parse(JSON.parse(received.Body ?? ''));
    const job = await read(message.jobId);
    const leaseId = randomUUID();
    const claim = job && claimJob({ job, message, leaseId, leaseSeconds: LEASE_SECONDS, now: now(), retentionDays: 7 });
    if (job === undefined || claim?.kind !== 'claim') {
      await free();
      return 'dropped';
    }
    await write(job.jobId, { kind: 'seen', job }, claim.change);
    return { job, leaseId, free };
  }

  const hold = ({ job, leaseId }: Taken, stage: StageName, ratio: number, previewKey?: string) =>
    write(
      job.jobId,
      { kind: 'holder', turn: job.turn, leaseId },
      holdChange({
        leaseId,
        leaseSeconds: LEASE_SECONDS,
        progress: { stage, ratio },
        ...(previewKey === undefined ? {} : { previewKey }),
        now: now(),
      }),
    );

  async function work(taken: Taken): Promise<void> {
    const { job, leaseId, free } = taken;
    const route = routeOf(job.kind, pipeline);
    const { stages } = route.find(({ queue }) => queue === job.queue)!;
    for (const stage of stages) {
      const inputHash = createHash('sha256').update(`${job.jobId} ${stage}`).digest('hex');
      const manifest = { jobId: job.jobId, stage, inputHash };
      const folder = stageFolder(manifest);
      if (stage === 'text-to-image') await store(`${folder}preview.webp`, 'a preview', 'image/webp');
      await hold(taken, stage, 0.5, stage === 'text-to-image' ? `${folder}preview.webp` : undefined);
      const isLast = route.at(-1)?.stages.at(-1) === stage;
      const { name, mediaType } = RESULT_FILES[job.kind];
      if (isLast) await store(`${folder}${name}`, resultBytes(job.jobId), mediaType);
      // The manifest last: a stage whose manifest is there is complete.
      await store(manifestKey(manifest), JSON.stringify({ stage, inputHash }), 'application/json');
      const endsQueue = pipeline.some(({ stages: all }) => all.at(-1) === stage);
      if (isLast && !endsQueue) await store(earlyEndKey(manifest), '{}', 'application/json');
    }
    // The event may have been quicker, and the job gone on without this worker.
    await write(job.jobId, { kind: 'holder', turn: job.turn, leaseId }, releaseChange(now())).catch((error: Error) => {
      if (error.name !== 'ConditionalCheckFailedException') throw error;
    });
    await free();
  }

  return {
    doOne: async queue => {
      const taken = await take(queue);
      if (typeof taken === 'string') return taken;
      await work(taken);
      return 'done';
    },
    begin: async queue => {
      const taken = await take(queue);
      if (typeof taken === 'string') throw new Error(`there is no job in ${queue}: ${taken}`);
      const first = routeOf(taken.job.kind, pipeline).find(each => each.queue === queue)!.stages[0]!;
      await hold(taken, first, 0.25);
      return { jobId: taken.job.jobId, finish: () => work(taken) };
    },
  };
}
