/** A hub on moto and the parts of a worker on it, with stages that are made for tests: their results are real files in the bucket. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { submittedJob } from '../../hub/job/job.test-data.ts';
import type { Job, Submission } from '../../hub/job/job.ts';
import { jobIdOf } from '../../hub/job/job-id.ts';
import { queueMessage } from '../../hub/job/queue-message.ts';
import type { StageName } from '../../hub/plan/stage-names.ts';
import { type AssetStore, assetStoreIn } from '../../worker/assets/asset-store.ts';
import { currentTime, drawId } from '../../worker/environment.ts';
import { type Heartbeat, startHeartbeat } from '../../worker/heartbeat/heartbeat.ts';
import { type HandlePorts, handleMessage, type WorkLog } from '../../worker/loop/handle-message.ts';
import { jobStoreIn } from '../../worker/loop/job-store.ts';
import { type Received, receiveFrom } from '../../worker/loop/message-queue.ts';
import type { Outcome } from '../../worker/loop/outcome.ts';
import type { StageOutcome, Stages } from '../../worker/loop/stage-work.ts';
import type { WorkerQueue } from '../../worker/settings.ts';
import { createHubOnMoto, type HubOnMoto, queueArnOf } from '../moto/hub-on-moto.ts';
import { startMoto } from '../moto/start-moto.ts';

export type MakeStage = (stage: StageName, run: Parameters<Stages['run']>[1], attempt: number) => Promise<StageOutcome>;

export type WorkerBench = {
  readonly hub: HubOnMoto;
  readonly sqs: SQSClient;
  readonly s3: S3Client;
  readonly bucket: string;
  readonly assets: AssetStore;
  readonly ports: HandlePorts;
  readonly queue: WorkerQueue;
  readonly deadLettersUrl: string;
  /** Lines that an operator would read. */
  readonly logged: string[];
  /** Which stages were run, in order; a stage that was found stored is not here. */
  readonly ran: StageName[];
  /** Stores a job and sends its message. */
  readonly submit: (parts?: Partial<Submission>, changes?: Partial<Job>) => Promise<Job>;
  readonly send: (job: Job) => Promise<void>;
  readonly receive: () => Promise<Received | undefined>;
  /** One message, from receipt to settlement; undefined when there is none. */
  readonly workOnce: (ports?: Partial<HandlePorts>) => Promise<Outcome | undefined>;
  readonly jobOf: (jobId: string) => Promise<Job>;
  readonly keysOf: (jobId: string) => Promise<readonly string[]>;
  readonly visibleCount: (queueUrl?: string) => Promise<number>;
};

/** One heartbeat process serves all rows of a test file, and ends with it. */
let heartbeat: Heartbeat | undefined;

/** A result that says what it was made from: its input hash. */
export const makeFile: MakeStage = (stage, run) => makeFileNamed('result.txt', stage, run);

export async function makeFileNamed(
  name: string,
  stage: StageName,
  { folder, input }: Parameters<Stages['run']>[1],
): Promise<StageOutcome> {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  const before = [...input.earlier.keys()].join(' ');
  writeFileSync(path, `${stage} of ${input.job.prompt ?? input.upload?.sha256} after ${before}`);
  return {
    kind: 'made',
    result: { files: [{ name, path, mediaType: 'text/plain' }], value: { stage }, busySeconds: 0.01 },
  };
}

export const testHash: Stages['inputHash'] = (stage, { job, earlier, upload }) =>
  createHash('sha256')
    .update(JSON.stringify([stage, job.prompt ?? null, upload?.sha256 ?? null, [...earlier.keys()]]))
    .digest('hex');

export async function openWorkerBench(
  parts: Partial<WorkerQueue> = {},
  makeStage: MakeStage = makeFile,
): Promise<WorkerBench> {
  const { clientConfig, variables } = await startMoto();
  Object.assign(process.env, variables);
  const hub = await createHubOnMoto([{ queue: 'generation', stages: ['text-to-image'] }]);
  const sqs = new SQSClient(clientConfig);
  const s3 = new S3Client({ ...clientConfig, forcePathStyle: true });
  const bucket = `assets-${randomBytes(4).toString('hex')}`;
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  const url = hub.queueUrls.generation!;
  const queue: WorkerQueue = {
    name: 'generation',
    url,
    stages: ['text-to-image', 'matte', 'image-to-3d'],
    visibilityTimeoutSeconds: 30,
    heartbeatSeconds: 5,
    receiveCountMax: 4,
    longPollSeconds: 0,
    ...parts,
  };
  const deadLettersUrl = await addDeadLetters(sqs, queue);
  const assets = assetStoreIn(s3, bucket);
  const logged: string[] = [];
  const ran: StageName[] = [];
  const ports = await handlePortsOn({
    table: hub.table,
    sqs,
    s3,
    tableName: hub.tableName,
    bucket,
    scratchFolder: mkdtempSync(join(tmpdir(), 'asset-hub-worker-')),
    makeStage: (stage, run, attempt) => {
      ran.push(stage);
      return makeStage(stage, run, attempt);
    },
    log: (level, message) => logged.push(`${level} ${message}`),
  });
  const send = async (job: Job) => {
    await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: JSON.stringify(queueMessage(job)) }));
  };
  const receive = () => receiveFrom(sqs, queue, 0);
  return {
    hub,
    sqs,
    s3,
    bucket,
    assets,
    ports,
    queue,
    deadLettersUrl,
    logged,
    ran,
    send,
    receive,
    submit: async (submission = {}, changes = {}) => {
      const fresh = submittedJob({ jobId: jobIdOf(randomBytes(16)), now: currentTime(), ...submission });
      const job: Job = { ...fresh, ...changes };
      await hub.putItem(job);
      await send(job);
      return job;
    },
    workOnce: async (more = {}) => {
      const received = await receive();
      return received === undefined ? undefined : handleMessage(received, { ...ports, ...more });
    },
    jobOf: async jobId => (await hub.itemOf(jobId)) as unknown as Job,
    keysOf: async jobId => {
      const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: `jobs/${jobId}/` }));
      return Contents.map(({ Key = '' }) => Key.replace(/[0-9a-f]{64}/, 'HASH').replace(`jobs/${jobId}/`, ''));
    },
    visibleCount: async (QueueUrl = url) => {
      const { Attributes } = await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
      );
      return Number(Attributes?.ApproximateNumberOfMessages);
    },
  };
}

export type PortParts = {
  readonly table: DynamoDBDocumentClient;
  readonly sqs: SQSClient;
  readonly s3: S3Client;
  readonly tableName: string;
  readonly bucket: string;
  readonly scratchFolder: string;
  readonly makeStage: MakeStage;
  readonly log?: WorkLog;
};

/** The ports of a worker's loop, all real but the stages. */
export async function handlePortsOn(parts: PortParts): Promise<HandlePorts> {
  const { table, sqs, s3, tableName, bucket, scratchFolder, makeStage, log = () => {} } = parts;
  // The heartbeat process finds the emulator by variables.
  Object.assign(process.env, (await startMoto()).variables);
  heartbeat ??= startHeartbeat();
  const attempts = new Map<string, number>();
  const stages: Stages = {
    inputHash: testHash,
    expectedSeconds: () => 1,
    run: (stage, run) => {
      const name = `${run.input.job.jobId} ${stage}`;
      const attempt = (attempts.get(name) ?? 0) + 1;
      attempts.set(name, attempt);
      return makeStage(stage, run, attempt);
    },
  };
  return {
    sqs,
    jobs: jobStoreIn(table, tableName),
    assets: assetStoreIn(s3, bucket),
    stages,
    heartbeat,
    log,
    currentTime,
    drawRatio: () => 0,
    drawLeaseId: drawId,
    retryBackoffSeconds: 0,
    retentionDays: 7,
    jobTable: tableName,
    scratchFolder,
    hasCheckpoints: true,
    mayBegin: () => true,
    jobSecondsMax: 600,
    drain: new AbortController().signal,
  };
}

async function addDeadLetters(sqs: SQSClient, { url, receiveCountMax }: WorkerQueue): Promise<string> {
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: `${url.split('/').at(-1)}-dead` }));
  const deadLetterTargetArn = await queueArnOf(QueueUrl);
  await sqs.send(
    new SetQueueAttributesCommand({
      QueueUrl: url,
      Attributes: { RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: receiveCountMax }) },
    }),
  );
  return QueueUrl;
}
