/**
 * A hub with one job, on moto's table, queues and bucket, under a clock of its own, in which everything can go wrong: functions
 * and workers die after any call, messages and events are lost, come twice and late. Only the order of things is the test's;
 * the deciding and writing is the code that is deployed.
 */
import { randomBytes } from 'node:crypto';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { claimJob, holdChange, releaseChange, usedUpChange } from '../../hub/job/claim-job.ts';
import { cancelJob, failedChange, retryJob } from '../../hub/job/end-job.ts';
import { failureOf } from '../../hub/job/failure.ts';
import { submittedJob } from '../../hub/job/job.test-data.ts';
import type { Job } from '../../hub/job/job.ts';
import { changedJob } from '../../hub/job/job-change.ts';
import { jobIdOf } from '../../hub/job/job-id.ts';
import { type JobKind, routeOf } from '../../hub/job/job-kind.ts';
import { earlyEndKey, type Manifest, manifestKey } from '../../hub/job/manifest-key.ts';
import { type Pipeline, pipelineOf } from '../../hub/job/pipeline.ts';
import type { QueueMessage } from '../../hub/job/queue-message.ts';
import { later } from '../../hub/job/times.ts';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import type { Seconds } from '../../hub/units.ts';
import { advanceOnManifest } from '../../infra/functions/advance-on-manifest.ts';
import { changeJobIn } from '../../infra/functions/change-job.ts';
import { connectTable } from '../../infra/functions/connect-table.ts';
import { countDepartureIn } from '../../infra/functions/count-departure.ts';
import { findEndManifestIn } from '../../infra/functions/find-end-manifest.ts';
import { findJobIn } from '../../infra/functions/find-job.ts';
import { listOpenJobsIn } from '../../infra/functions/open-jobs.ts';
import { putJobInto } from '../../infra/functions/put-job.ts';
import { type ReconcilePorts, type ReconcileSettings, reconcileJobs } from '../../infra/functions/reconcile-jobs.ts';
import { sendMessageTo } from '../../infra/functions/send-message.ts';
import { sendTurn } from '../../infra/functions/send-turn.ts';
import { type JobStore, jobStoreIn } from '../../worker/loop/job-store.ts';
import { createHubOnMoto, type HubOnMoto } from '../moto/hub-on-moto.ts';
import { startMoto } from '../moto/start-moto.ts';

/** Thrown in the name of a process that is there no more. */
export class Died extends Error {}

export type Platform = {
  readonly plan: HubPlan;
  readonly hub: HubOnMoto;
  readonly s3: S3Client;
  readonly bucket: string;
};

export async function openPlatform(plan: HubPlan): Promise<Platform> {
  const hub = await createHubOnMoto(pipelineOf(plan));
  const { clientConfig, variables } = await startMoto();
  Object.assign(process.env, variables);
  const s3 = new S3Client({ ...clientConfig, forcePathStyle: true });
  const bucket = `assets-${randomBytes(4).toString('hex')}`;
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  return { plan, hub, s3, bucket };
}

/** A worker that has the job, or believes so. */
type Hold = { readonly message: QueueMessage; readonly turn: number; readonly leaseId: string };

export class HubWorld {
  readonly pipeline: Pipeline;
  jobId = '';
  now = '2026-11-22T10:00:00.000Z';
  /** Sent and not deleted. SQS would deliver them again and again; so does the test. */
  messages: QueueMessage[] = [];
  /** Keys whose events are on their way. */
  events: string[] = [];
  holds: Hold[] = [];
  /** Everything that was ever sent or told. */
  readonly everSent: QueueMessage[] = [];
  readonly everTold: string[] = [];

  readonly #platform: Platform;
  readonly #store: JobStore;
  readonly #settings: ReconcileSettings;
  #leaseCount = 0;

  constructor(platform: Platform) {
    this.#platform = platform;
    const { plan, hub } = platform;
    this.pipeline = pipelineOf(plan);
    this.#store = jobStoreIn(hub.table, hub.tableName);
    const retentionDays = plan.storage.assetRetentionDays;
    this.#settings = { pipeline: this.pipeline, queues: plan.queues, retentionDays, secondsMax: 60 };
  }

  /** The ports of a function that dies after so many calls that change something; never when undefined. */
  #ports(dieAfter: number | undefined): ReconcilePorts {
    const { hub, s3, bucket } = this.#platform;
    const table = connectTable(hub.tableName);
    let left = dieAfter ?? Infinity;
    const mortal =
      <Args extends readonly unknown[], Result>(call: (...args: Args) => Promise<Result>) =>
      async (...args: Args): Promise<Result> => {
        if (left <= 0) throw new Died();
        const result = await call(...args);
        left -= 1;
        if (left <= 0) throw new Died();
        return result;
      };
    return {
      findJob: findJobIn(table),
      findPlaces: async () => ({}),
      changeJob: mortal(changeJobIn(table)),
      sendMessage: mortal(sendMessageTo(hub.queueUrls)),
      countDeparture: countDepartureIn(table),
      listOpenJobs: listOpenJobsIn(table, () => {}),
      findEndManifest: findEndManifestIn(s3, bucket, this.pipeline),
      currentTime: () => this.now,
      monotonicSeconds: () => 0,
      log: () => {},
    };
  }

  async job(): Promise<Job> {
    return (await this.#store.findJob(this.jobId))!;
  }

  pass(seconds: Seconds): void {
    this.now = later(this.now, seconds);
  }

  async submit(kind: JobKind, dieAfter?: number): Promise<void> {
    this.jobId = jobIdOf(randomBytes(16));
    const request =
      kind === 'character' || kind === 'image' ? { kind, prompt: 'a fox' } : { kind, upload_id: 'a'.repeat(26) };
    const firstQueue = routeOf(kind, this.pipeline)[0]!.queue;
    const job = submittedJob({ jobId: this.jobId, request, firstQueue, now: this.now, openDays: 7 });
    await putJobInto(connectTable(this.#platform.hub.tableName))(job);
    await sendTurn(job, this.#ports(dieAfter));
  }

  async deliver(key: string, dieAfter?: number): Promise<void> {
    await advanceOnManifest(key, this.#settings, this.#ports(dieAfter));
  }

  async reconcile(dieAfter?: number): Promise<void> {
    await reconcileJobs(0, this.#settings, this.#ports(dieAfter));
  }

  async cancel(): Promise<void> {
    const job = await this.job();
    const change = cancelJob(job, { now: this.now, retentionDays: 7 });
    if (change !== undefined) await this.#ports(undefined).changeJob(job, change);
  }

  async retry(dieAfter?: number): Promise<void> {
    const job = await this.job();
    const retry = retryJob(job, { now: this.now, place: { aheadCount: 0, departedCount: 0 }, openDays: 7 });
    if (retry.kind === 'refuse') return;
    const ports = this.#ports(dieAfter);
    if ((await ports.changeJob(job, retry.change)) === 'changed') await sendTurn(changedJob(job, retry.change), ports);
  }

  /** As the worker does: the claim alone. */
  async receive(message: QueueMessage): Promise<'claimed' | 'waits' | 'dropped'> {
    const job = await this.job();
    this.#leaseCount += 1;
    const leaseId = `worker-${this.#leaseCount}`;
    const decision = claimJob({ job, message, leaseId, leaseSeconds: 300, now: this.now, retentionDays: 7 });
    if (decision.kind === 'wait') return 'waits';
    if (decision.kind !== 'drop') {
      const result = await this.#store.changeJob(this.jobId, { kind: 'seen', job }, decision.change);
      // It would read again; the message is still there, so that the next receive does.
      if (result === 'moved') return 'waits';
    }
    if (decision.kind === 'claim') {
      this.holds.push({ message, turn: job.turn, leaseId });
      return 'claimed';
    }
    this.#forget(message);
    return 'dropped';
  }

  /** Something that a holder does; refused by the table when it has lost its lease. */
  async act(hold: Hold, deed: 'beat' | 'finish' | 'finish-and-die' | 'give-back' | 'fail' | 'use-up'): Promise<void> {
    const { message, turn, leaseId } = hold;
    const write = (change: Parameters<JobStore['changeJob']>[2]) =>
      this.#store.changeJob(this.jobId, { kind: 'holder', turn, leaseId }, change);
    const now = this.now;
    if (deed === 'beat') {
      await write(holdChange({ leaseId, leaseSeconds: 300, now, progress: { stage: 'matte', ratio: 0.5 } }));
      return;
    }
    this.holds = this.holds.filter(each => each !== hold);
    if (deed === 'finish' || deed === 'finish-and-die') await this.#storeEnd(message.queue);
    if (deed === 'finish-and-die') return;
    if (deed === 'fail') await write(failedChange(failureOf('no-character'), { now, retentionDays: 7 }));
    else await write(deed === 'use-up' ? usedUpChange(turn, now) : releaseChange(now));
    if (deed !== 'give-back') this.#forget(message);
  }

  /** The last stage of the job's part in a queue is stored, and its event sets out. */
  async #storeEnd(queue: string): Promise<void> {
    const { s3, bucket } = this.#platform;
    const { kind } = await this.job();
    const stage = routeOf(kind, this.pipeline)
      .find(part => part.queue === queue)!
      .stages.at(-1)!;
    const manifest: Manifest = { jobId: this.jobId, stage, inputHash: '0'.repeat(64) };
    const endsQueue = this.pipeline.some(({ stages }) => stages.at(-1) === stage);
    for (const Key of [manifestKey(manifest), ...(endsQueue ? [] : [earlyEndKey(manifest)])]) {
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: '{}' }));
    }
    const key = endsQueue ? manifestKey(manifest) : earlyEndKey(manifest);
    this.events.push(key);
    this.everTold.push(key);
  }

  /** Looks into the queues for what was sent. */
  async collect(): Promise<void> {
    for (const { queue } of this.pipeline) {
      const sent = (await this.#platform.hub.takeMessages(queue)).filter(({ jobId }) => jobId === this.jobId);
      this.messages.push(...sent);
      this.everSent.push(...sent);
    }
  }

  #forget(message: QueueMessage): void {
    this.messages = this.messages.filter(each => each !== message);
  }
}
