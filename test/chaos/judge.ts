/** What must be true when the dust has settled. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Job } from '../../hub/job/job.ts';
import { isTerminal } from '../../hub/job/job-status.ts';
import { manifestKey, parseManifestKey, stageFolder } from '../../hub/job/manifest-key.ts';
import { STAGE_NAMES } from '../../hub/plan/stage-names.ts';
import type { Seconds } from '../../hub/units.ts';
import type { AwsClients } from '../../local/aws/aws-clients.ts';
import type { LocalHub } from '../../local/aws/create-hub.ts';
import { manifestDocumentSchema } from '../../worker/assets/manifest-document.ts';
import { type Beginning, expectedText, fileOf, POISON } from './chaos-stages.ts';
import { type Crew, processesOf } from './crew.ts';
import type { Edge } from './edge.ts';
import { allJobs, openJobs } from './jobs.ts';
import { unfinishedFault } from './unfinished.ts';

export type Verdict = {
  /** Sentences; none when all is as it must be. */
  readonly faults: readonly string[];
  readonly succeeded: number;
  readonly failed: number;
  readonly deadLetters: number;
  /** Runs of stages, and what the jobs would have taken without trouble. */
  readonly stageRuns: number;
  readonly stageRunsNeeded: number;
};

export type Evidence = {
  readonly hub: LocalHub;
  readonly calm: AwsClients;
  readonly edge: Edge;
  readonly crew: Crew;
  readonly notesFile: string;
  readonly garbageCount: number;
  readonly workerCount: number;
  /** How long the round went on, when it is judged. */
  readonly seconds: Seconds;
  /** Prompts of jobs whose owner asked to cancel them: they may have been done before. Absent: none. */
  readonly canceled?: ReadonlySet<string>;
};

/**
 * A worker looks for a stored stage before it makes one; another may store it between the look and the beginning. With a slow
 * edge that is less than this.
 */
const LOOK_MILLISECONDS_MAX = 2000;

export async function judge(evidence: Evidence): Promise<Verdict> {
  const { hub, calm, edge, crew, notesFile, garbageCount, seconds, canceled = new Set() } = evidence;
  const faults: string[] = [];
  // Where jobs are unfinished, so are their messages.
  if ((await openJobs(hub, calm)).length === 0) await emptied(evidence, faults);
  const codes = await crew.dismiss();
  if (codes.some(code => code !== 0)) faults.push(`workers that were told to end ended with ${codes.join(', ')}`);
  const left = await orphans(notesFile);
  if (left.length > 0) faults.push(`left behind: ${left.join('; ')}`);

  const jobs = await allJobs(hub, calm);
  const beginnings = readFileSync(notesFile, 'utf8')
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as Beginning);
  const unfinished = unfinishedFault(jobs, seconds);
  if (unfinished !== undefined) faults.unshift(unfinished);
  for (const job of jobs.filter(({ status }) => isTerminal(status))) {
    const { jobId, status, prompt = '' } = job;
    const wanted = POISON.test(prompt) ? 'failed' : 'succeeded';
    const isCanceled = status === 'canceled' && canceled.has(prompt);
    if (status !== wanted && !isCanceled)
      faults.push(`${prompt} (${jobId}) is ${status}: ${JSON.stringify(job.failure ?? job.lease)}`);
    if (status === 'failed' && job.failure?.code !== 'too-many-attempts')
      faults.push(`${prompt} failed of ${job.failure?.code}`);
    const ends = edge.endings.get(jobId) ?? [];
    if (ends.length !== 1) faults.push(`${prompt} (${jobId}) ended ${ends.length} times: ${ends.join(', ')}`);
    if (status === 'succeeded') faults.push(...(await damages(job, calm.s3, hub.bucket)));
    faults.push(...madeAgain(job, beginnings, edge));
  }
  const dead = await deadLettersOf(evidence);
  const poisonous = jobs
    .filter(({ prompt = '', status }) => POISON.test(prompt) && isTerminal(status))
    .map(({ jobId }) => jobId);
  const saw = [...dead.jobIds].toSorted().join(', ');
  if (saw !== poisonous.toSorted().join(', ')) faults.push(`dead letters of ${saw}, of poisonous jobs ${poisonous}`);
  if (dead.unreadableCount !== garbageCount) {
    faults.push(`${dead.unreadableCount} dead letters that no worker can read, of ${garbageCount}`);
  }
  const succeeded = jobs.filter(({ status }) => status === 'succeeded').length;
  return {
    faults,
    succeeded,
    failed: jobs.filter(({ status }) => status === 'failed').length,
    deadLetters: dead.count,
    stageRuns: beginnings.length,
    stageRunsNeeded: succeeded * STAGE_NAMES.length,
  };
}

/** Every file of every stage is there, and is what its manifest says and what must come out. */
async function damages(job: Job, s3: S3Client, Bucket: string): Promise<string[]> {
  const faults: string[] = [];
  const last = parseManifestKey(job.manifests.package ?? '');
  if (last === undefined) return [`${job.prompt} has no manifest of its last stage`];
  const read = async (Key: string) =>
    (await s3.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString() ?? '';
  const document = manifestDocumentSchema.parse(JSON.parse(await read(manifestKey(last))));
  for (const { name, sha256 } of document.files) {
    const text = await read(`${stageFolder(last)}${name}`);
    if (createHash('sha256').update(text).digest('hex') !== sha256) faults.push(`${job.prompt}: ${name} is damaged`);
    if (text !== expectedText('package', job.prompt ?? '')) faults.push(`${job.prompt}: ${name} says ${text}`);
  }
  if (document.files[0]?.name !== fileOf('package')) faults.push(`${job.prompt} has no ${fileOf('package')}`);
  return faults;
}

/** Begun after it was stored, and long enough after it that whoever began must have found it. */
function madeAgain({ jobId, prompt }: Job, beginnings: readonly Beginning[], { storedAt }: Edge): string[] {
  const own = beginnings.filter(beginning => beginning.prompt === prompt);
  return [...storedAt].flatMap(([key, at]) => {
    const manifest = parseManifestKey(key);
    if (manifest?.jobId !== jobId) return [];
    const late = own.filter(
      ({ stage, at: begunAt }) => stage === manifest.stage && begunAt > at + LOOK_MILLISECONDS_MAX,
    );
    return late.map(
      ({ at: begunAt }) => `${prompt}: ${manifest.stage} was begun ${begunAt - at} ms after it was stored`,
    );
  });
}

const countOf = async (sqs: SQSClient, QueueUrl: string): Promise<number> => {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl,
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  return Object.values(Attributes).reduce((sum, value) => sum + Number(value), 0);
};

/** What is still in the queues is void, and is dropped by whoever receives it. */
async function emptied({ hub, calm, crew, workerCount }: Evidence, faults: string[]): Promise<void> {
  const counts = async () => Promise.all(Object.values(hub.queueUrls).map(queueUrl => countOf(calm.sqs, queueUrl)));
  for (let asked = 0; asked < 120; asked += 1) {
    await crew.refill(workerCount);
    if ((await counts()).every(count => count === 0)) return;
    await new Promise(resolve => setTimeout(resolve, 500));
  }
  faults.push(`the queues still have ${(await counts()).join(' and ')} messages`);
}

type DeadLetters = { readonly count: number; readonly jobIds: ReadonlySet<string>; readonly unreadableCount: number };

/** A job whose message was copied may lie there twice: each copy may be received too often before the job has failed. */
async function deadLettersOf({ hub, calm }: Evidence): Promise<DeadLetters> {
  const ids: (string | undefined)[] = [];
  for (const QueueUrl of Object.values(hub.deadLetterUrls)) {
    for (;;) {
      const command = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 600 });
      const { Messages = [] } = await calm.sqs.send(command);
      if (Messages.length === 0) break;
      for (const { Body = '' } of Messages) ids.push((JSON.parse(Body) as { jobId?: string }).jobId);
    }
  }
  const named = ids.filter(id => id !== undefined);
  return { count: ids.length, jobIds: new Set(named), unreadableCount: ids.length - named.length };
}

/** Heartbeats and hosts go with their worker; the host looks every quarter of a second. */
async function orphans(notesFile: string): Promise<readonly string[]> {
  await new Promise(resolve => setTimeout(resolve, 1000));
  return processesOf(notesFile);
}
