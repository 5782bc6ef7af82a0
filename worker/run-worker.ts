/**
 * A worker from its start to its end: all its parts, each handed what it needs. Invariant: it says that it is ready when its
 * models are loaded, not sooner; and when it comes back nothing is under way any more, and nothing it started is left.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Runner } from '../hub/job/work.ts';
import { MARKET_OF_GROUP } from '../hub/plan/hour-price.ts';
import { SECONDS_PER_MINUTE, type Seconds } from '../hub/units.ts';
import { assetStoreIn } from './assets/asset-store.ts';
import { autoScalingClient, s3Client, sqsClient, tableClient } from './aws-clients.ts';
import { currentTime, drawId, drawRatio, monotonicSeconds, print, sleep } from './environment.ts';
import { startHeartbeat } from './heartbeat/heartbeat.ts';
import { createModelHost, type ModelHost } from './host/model-host.ts';
import { type Instance, startInstance } from './instance/instance.ts';
import { metadataClient } from './instance/metadata-client.ts';
import type { OwnInstance } from './instance/own-instance.ts';
import { scaleInProtection } from './instance/scale-in-protection.ts';
import { terminationHook } from './instance/termination-hook.ts';
import { createLog, type Log } from './log/create-log.ts';
import { type Health, startHealthServer } from './log/health-server.ts';
import { type WorkerMetrics, workerMetrics } from './log/worker-metrics.ts';
import { jobStoreIn } from './loop/job-store.ts';
import { runLoop } from './loop/run-loop.ts';
import type { Stages } from './loop/stage-work.ts';
import type { WorkerSettings } from './settings.ts';
import { createStages } from './stages/create-stages.ts';
import { type ObservedStages, observeStages } from './stages/observe-stages.ts';
import type { StageSet } from './stages/stage-set.ts';

export type WorkerParts = {
  readonly settings: WorkerSettings;
  readonly stageSet: StageSet;
  /** Of the metadata service; absent: EC2's own. Not asked where the worker is on no instance. */
  readonly metadataEndpoint: string | undefined;
  /** Given when the worker is told to end (SIGTERM). */
  readonly stop: AbortSignal;
};

/** A job that takes twenty times what its stages are expected to take hangs; none is given up within half an hour. Own choice. */
const HANG_RATIO = 20;
const HANG_SECONDS_MIN: Seconds = 30 * SECONDS_PER_MINUTE;

/** @throws HubError when it cannot serve its queues, HostError when its models cannot be loaded */
export async function runWorker({ settings, stageSet, metadataEndpoint, stop }: WorkerParts): Promise<void> {
  const { stack, fleet, group, queues, instanceId, instanceType } = settings;
  const log = createLog({ bindings: { stack, fleet, group, instanceId, instanceType } });
  const metrics = workerMetrics({ stack, fleet, writeLine: print, currentTime });

  // 1. What it works with.
  const host = createModelHost({ provider: settings.provider });
  const made = createStages({
    registry: stageSet.registry,
    served: queues.flatMap(({ stages }) => stages),
    modelVersion: stageSet.modelVersion,
    expectedSeconds: settings.stageSeconds,
    host,
    log: (message, particulars) => log('info', message, particulars),
  });
  const observed = observeStages(made, { log, metrics, monotonicSeconds });
  const instance = await openInstance(settings, metadataEndpoint, made.expectedSeconds, log);
  const askToEnd = () => instance.askToEnd();
  stop.addEventListener('abort', askToEnd, { once: true });
  if (stop.aborted) askToEnd();
  let isReady = false;
  let polledAtSeconds: Seconds | undefined;
  const health = await startHealthServer(settings.healthPort, () =>
    healthOf({ instance, isReady, inWork: observed.inWork(), polledAtSeconds }),
  );
  log('info', 'worker starts', { healthPort: health.port, queues: queues.map(({ name }) => name) });

  const heartbeat = startHeartbeat();
  try {
    // 2. Ready.
    await loadModels(host, stageSet, instance.end, { log, metrics });
    if (!instance.end.aborted) {
      await sayReady(settings.readyFile);
      isReady = true;
      log('info', 'worker is ready');
    }
    // 3. At work.
    const sqs = sqsClient();
    await runLoop({
      sqs,
      queues,
      instance,
      jobs: jobStoreIn(tableClient(), settings.jobTable),
      assets: assetStoreIn(s3Client(), settings.assetsBucket),
      stages: observed.stages,
      heartbeat,
      drain: instance.drain,
      mayBegin: instance.mayBegin,
      jobTable: settings.jobTable,
      scratchFolder: settings.scratchFolder,
      hasCheckpoints: settings.hasCheckpoints,
      retentionDays: settings.assetRetentionDays,
      runner: runnerOf(settings),
      retryBackoffSeconds: settings.retryBackoffSeconds,
      jobSecondsMax: hangSeconds(settings, made),
      drawLeaseId: drawId,
      drawRatio,
      currentTime,
      log,
      onPoll: () => {
        polledAtSeconds = monotonicSeconds();
      },
      onOutcome: metrics.onOutcome,
    });
  } finally {
    // 4. Gone.
    stop.removeEventListener('abort', askToEnd);
    await rm(settings.readyFile, { force: true });
    await Promise.all([heartbeat.stop(), host.stop(), health.stop()]);
    await instance.leave();
    log('info', 'worker has ended');
  }
}

/** What an hour of it costs, nobody here knows; the functions do, by this. */
const runnerOf = ({ instanceType, group }: WorkerSettings): Runner | undefined =>
  instanceType === undefined ? undefined : { instanceType, market: MARKET_OF_GROUP[group] };

function openInstance(
  { instanceId, autoScalingGroup, ...settings }: WorkerSettings,
  metadataEndpoint: string | undefined,
  expectedSeconds: Stages['expectedSeconds'],
  log: Log,
): Promise<Instance> {
  const { drainSeconds, noticeFinishSeconds, isRebalancing, isProtecting, queues } = settings;
  const own: OwnInstance | undefined =
    instanceId === undefined || autoScalingGroup === undefined
      ? undefined
      : { id: instanceId, group: autoScalingGroup };
  const client = autoScalingClient();
  return startInstance({
    metadata: own === undefined ? undefined : metadataClient({ endpoint: metadataEndpoint, monotonicSeconds }),
    limits: { drainSeconds, noticeFinishSeconds, isRebalancing },
    queues,
    expectedSeconds,
    protection:
      own === undefined || !isProtecting
        ? { want: () => {}, stop: async () => {} }
        : scaleInProtection({ client, instance: own, log, sleep, drawRatio }),
    hook:
      own === undefined
        ? undefined
        : terminationHook({ client, instance: own, hookName: settings.terminationHook, drainSeconds, log, sleep }),
    log,
    sleep,
    monotonicSeconds,
    currentTime,
  });
}

/** An instance that is told to go meanwhile loads no further. */
async function loadModels(
  host: ModelHost,
  { groups }: StageSet,
  end: AbortSignal,
  { log, metrics }: { readonly log: Log; readonly metrics: WorkerMetrics },
): Promise<void> {
  const beganSeconds = monotonicSeconds();
  try {
    for (const group of groups) {
      const { seconds, residentPeakBytes, gpuUsedBytes, models } = await host.load(group, end);
      log('info', 'models are loaded', { models, seconds, residentPeakBytes, gpuUsedBytes, groupName: group.name });
    }
  } catch (error) {
    if (end.aborted) return;
    throw error;
  }
  metrics.onReady(monotonicSeconds() - beganSeconds);
}

/** The boot's script waits for it before it lets the group send work. */
async function sayReady(file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${currentTime()}\n`);
}

function hangSeconds({ queues }: WorkerSettings, { expectedSeconds }: Stages): Seconds {
  const sums = queues.map(({ stages }) => stages.reduce((sum, stage) => sum + expectedSeconds(stage), 0));
  return Math.max(HANG_SECONDS_MIN, HANG_RATIO * Math.max(...sums));
}

type Seen = {
  readonly instance: Instance;
  readonly isReady: boolean;
  readonly inWork: ReturnType<ObservedStages['inWork']>;
  readonly polledAtSeconds: Seconds | undefined;
};

function healthOf({ instance, isReady, inWork, polledAtSeconds }: Seen): Health {
  const nowSeconds = monotonicSeconds();
  return {
    state: instance.state().kind,
    isReady,
    job:
      inWork === undefined
        ? undefined
        : { jobId: inWork.jobId, stage: inWork.stage, sinceSeconds: nowSeconds - inWork.beganSeconds },
    pollAgeSeconds: polledAtSeconds === undefined ? undefined : nowSeconds - polledAtSeconds,
  };
}
