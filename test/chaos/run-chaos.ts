/**
 * Jobs of a hub on moto, worker processes, and all that can befall them at random: kills, notices, expired leases, duplicated
 * messages, and an edge of AWS that is slow, refuses and loses answers. Then the judgement.
 */
import { appendFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Job } from '../../hub/job/job.ts';
import { queueMessage } from '../../hub/job/queue-message.ts';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import { awsClients } from '../../local/aws/aws-clients.ts';
import { type LocalApi, startApi } from '../../local/start-api.ts';
import { workerVariables } from '../../local/worker-variables.ts';
import { createSubstream, type Substream } from '../../sim/engine/substream.ts';
import { stackPlan } from '../kit/stack-plan.ts';
import { startMoto } from '../moto/start-moto.ts';
import { type Crew, createCrew, giveNotice, hostOf } from './crew.ts';
import { type Edge, startEdge } from './edge.ts';
import { openJobs, submitAll } from './jobs.ts';
import { judge, type Verdict } from './judge.ts';

export type ChaosOptions = {
  readonly seed: number;
  readonly jobCount: number;
  /** Of them, so many fail wherever they are tried. */
  readonly poisonCount: number;
  readonly workerCount: number;
  /** In the hundred calls of AWS. */
  readonly troublePercent?: number;
  /** After so many receives a message is a dead letter. High: of what else befalls a job, nothing may use its message up. */
  readonly receiveCountMax?: number;
  readonly secondsMax: number;
};

export type Mischief = 'killWorker' | 'killHost' | 'notice' | 'terminate' | 'expireLease' | 'duplicate' | 'garbage';
/** How often each happens, in seconds between two on average. */
const MEAN_SECONDS: Readonly<Record<Mischief, number>> = {
  killWorker: 10,
  killHost: 6,
  notice: 20,
  terminate: 20,
  expireLease: 1.5,
  duplicate: 1.5,
  garbage: 40,
};
const TICK_SECONDS = 1;
/** On AWS a minute. */
const RECONCILE_SECONDS = 5;

export type ChaosReport = Verdict & {
  readonly seed: number;
  readonly seconds: number;
  readonly mischief: Readonly<Record<Mischief, number>>;
  readonly hired: number;
  readonly edge: Edge['counts'];
  /** For whoever wants to know why. */
  readonly logFile: string;
};

/** Short leases, so that what is lost comes back soon. */
const chaosPlan = (receiveCountMax: number): HubPlan => {
  const plan = stackPlan('dev');
  const times = { visibilityTimeoutSeconds: 6, heartbeatSeconds: 1, longPollSeconds: 1, receiveCountMax };
  return {
    ...plan,
    queues: plan.queues.map(queue => ({ ...queue, ...times })),
    worker: { ...plan.worker, retryBackoffSeconds: 0 },
    admission: { ...plan.admission, jobsPerCallerMax: 10_000, jobsInSystemMax: 10_000 },
  };
};

export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const { seed, jobCount, poisonCount, workerCount, troublePercent = 6, receiveCountMax = 20, secondsMax } = options;
  const draw = (name: string) => createSubstream(seed, 0, name, 0);
  const { clientConfig } = await startMoto();
  const edge = await startEdge(clientConfig.endpoint, draw('edge'));
  const plan = chaosPlan(receiveCountMax);
  const emulator = { ...clientConfig, endpoint: edge.endpoint };
  // The functions' log is of no interest here, and long.
  process.env.POWERTOOLS_LOG_LEVEL ??= 'SILENT';
  const api = await startApi({ plan, emulator, port: 0, onError: () => {} });
  const calm = awsClients(clientConfig);
  const folder = mkdtempSync(join(tmpdir(), 'asset-hub-chaos-notes-'));
  const notesFile = join(folder, 'notes.jsonl');
  const logFile = join(folder, 'workers.log');
  appendFileSync(notesFile, '');
  const crew = createCrew({
    // There is no group that an instance could be protected from.
    variables: {
      ...workerVariables({ plan, hub: api.hub, emulator }, undefined)!,
      ASSET_HUB_SCALE_IN_PROTECTION: 'false',
    },
    notesFile,
    logFile,
    stageMilliseconds: 30,
  });
  const mischief = { killWorker: 0, killHost: 0, notice: 0, terminate: 0, expireLease: 0, duplicate: 0, garbage: 0 };
  let hired = 0;
  const began = performance.now();
  const secondsGone = () => (performance.now() - began) / 1000;
  try {
    await submitAll(
      api,
      Array.from({ length: jobCount }, (_, index) => ({
        prompt: `${index < poisonCount ? 'poison' : 'figure'} ${index}`,
      })),
    );
    edge.setTrouble(troublePercent);
    const draws = draw('mischief');
    const world: World = { api, plan, calm, crew, draws };
    let reconciledAt = 0;
    for (
      let jobs = await openJobs(api, calm);
      jobs.length > 0 && secondsGone() < secondsMax;
      jobs = await openJobs(api, calm)
    ) {
      hired += await crew.refill(workerCount);
      for (const kind of Object.keys(MEAN_SECONDS) as Mischief[]) {
        if (draws.uniform() < TICK_SECONDS / MEAN_SECONDS[kind] && (await happen(kind, jobs, world)))
          mischief[kind] += 1;
      }
      if (secondsGone() - reconciledAt > RECONCILE_SECONDS) {
        reconciledAt = secondsGone();
        await api.reconcile().catch(() => {});
      }
      await new Promise(resolve => setTimeout(resolve, TICK_SECONDS * 1000));
    }
    edge.setTrouble(0);
    const verdict = await judge({ api, calm, edge, crew, notesFile, garbageCount: mischief.garbage, workerCount });
    return { ...verdict, seed, seconds: secondsGone(), mischief, hired, edge: edge.counts, logFile };
  } finally {
    await crew.dismiss();
    await api.stop();
    edge.stop();
  }
}

export type World = {
  readonly api: LocalApi;
  readonly plan: HubPlan;
  /** Of the emulator itself, not through its edge. */
  readonly calm: ReturnType<typeof awsClients>;
  readonly crew: Crew;
  readonly draws: Substream;
};

/** @returns whether there was anybody to whom it could happen */
async function happen(kind: Mischief, jobs: readonly Job[], { api, calm, crew, draws }: World): Promise<boolean> {
  const hands = crew.hands.filter(hand => !hand.hasEnded());
  const hand = hands[draws.integer(Math.max(1, hands.length))];
  const job = jobs[draws.integer(jobs.length)]!;
  const queueUrl = api.hub.queueUrls[job.queue]!;
  switch (kind) {
    case 'killWorker':
      return hand?.child.kill('SIGKILL') ?? false;
    case 'terminate':
      return hand?.child.kill('SIGTERM') ?? false;
    case 'killHost': {
      const host = hand === undefined ? undefined : hostOf(hand);
      if (host !== undefined) process.kill(host, 'SIGKILL');
      return host !== undefined;
    }
    case 'notice':
      if (hand !== undefined) giveNotice(hand);
      return hand !== undefined;
    case 'expireLease': {
      // Whoever has it does not know yet; its message may be received by another at once.
      const holding = jobs.filter(({ lease }) => lease !== undefined);
      const held = holding[draws.integer(Math.max(1, holding.length))];
      if (held === undefined) return false;
      await calm.table
        .send(
          new UpdateCommand({
            TableName: api.hub.tableName,
            Key: { jobId: held.jobId },
            UpdateExpression: 'SET lease.#until = :past',
            ConditionExpression: 'attribute_exists(lease)',
            ExpressionAttributeNames: { '#until': 'until' },
            ExpressionAttributeValues: { ':past': '2000-01-01T00:00:00.000Z' },
          }),
        )
        .catch(() => {});
      await send(calm.sqs, api.hub.queueUrls[held.queue]!, JSON.stringify(queueMessage(held)));
      return true;
    }
    case 'duplicate':
      await send(calm.sqs, queueUrl, JSON.stringify(queueMessage(job)));
      return true;
    case 'garbage':
      await send(calm.sqs, queueUrl, '{"version": 999}');
      return true;
  }
}

async function send(sqs: SQSClient, QueueUrl: string, MessageBody: string): Promise<void> {
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
}
