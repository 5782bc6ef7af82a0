/** Workers of the plan's fleets on this machine, and what scales them. */
import type { Job } from '../../hub/job/job.ts';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import type { Count, Seconds } from '../../hub/units.ts';
import { countMessagesIn } from '../../infra/functions/queue-counts.ts';
import { nowMilliseconds, sleep } from '../environment.ts';
import { pump } from '../events/pump.ts';
import type { LocalApi } from '../start-api.ts';
import { workerVariables } from '../worker-variables.ts';
import { noteHubBy } from './note-hub.ts';
import type { PlanClock } from './plan-clock.ts';
import { type Crew, createCrew } from './scaler/crew.ts';
import { createLocalGroups, inServiceCount, type LocalGroup } from './scaler/local-group.ts';
import type { QueueLooks } from './scaler/measure-fleet.ts';
import { createScaler, type ScalingStep } from './scaler/scaler.ts';
import { type LocalWorker, startLocalWorker } from './workers/local-worker.ts';
import type { WorkerLine } from './workers/worker-line.ts';

export type FleetsParts = {
  readonly plan: HubPlan;
  readonly api: LocalApi;
  readonly clock: PlanClock;
  readonly startSecondsOfWeek: Seconds;
  readonly seed: number;
  /** The plan's time begins when every group has its minimum ready, as a simulation does. */
  readonly hasMinimumFirst: boolean;
  readonly workersMax: Count;
  /** The worker's program, and what it is told beside what every worker is. */
  readonly program: string;
  readonly variables: (group: LocalGroup, clock: PlanClock) => Readonly<Record<string, string>>;
  readonly jobs: () => readonly Job[];
  readonly onWorkerLine: (worker: string, line: WorkerLine | undefined, text: string) => void;
  /** A worker, a group or a queue is not what it was. */
  readonly onChange: () => void;
  readonly onStep: (step: ScalingStep) => void;
  readonly onMinute: (atSeconds: Seconds, looks: QueueLooks) => void;
  readonly onError: (error: unknown) => void;
};

export type Fleets = {
  readonly groups: readonly LocalGroup[];
  readonly crew: Crew;
  /** As they were counted last. */
  readonly looks: () => QueueLooks;
  /** When the plan's time has begun. */
  readonly begun: Promise<void>;
  /** Starts what is wanted, and scales. Comes back when the signal is given; workers stay. */
  readonly run: (signal: AbortSignal) => Promise<void>;
};

const NOTE_SECONDS: Seconds = 1;
/** How often it is looked whether the minimum is ready. */
const READY_SECONDS: Seconds = 0.05;
/** Those of the minimum are warm. */
const LONG_AGO_SECONDS: Seconds = Number.NEGATIVE_INFINITY;

export function createFleets(parts: FleetsParts): Fleets {
  const { plan, api, clock, workersMax, onStep, onError } = parts;
  const { hub, emulator } = api.wiring;
  const groups = createLocalGroups(plan, parts.seed);
  const countMessages = countMessagesIn(hub.queueUrls);
  let looks: QueueLooks = {};
  let hiredCount = 0;

  function startWorker(group: LocalGroup, onChange: () => void): LocalWorker {
    hiredCount += 1;
    const name = `w${hiredCount}`;
    return startLocalWorker({
      name,
      group: group.name,
      program: parts.program,
      variables: {
        ...workerVariables({ plan, hub, emulator }, group.fleet.name, group.kind),
        ...parts.variables(group, clock),
      },
      onLine: (line, text) => parts.onWorkerLine(name, line, text),
      onChange: () => {
        onChange();
        parts.onChange();
      },
    });
  }

  /** Something that is told as a decision, because it changes what comes of one. */
  const tell = (group: LocalGroup, policy: string, toCount: Count, reason: string) =>
    onStep({
      atSeconds: clock.nowSeconds(),
      group: group.name,
      policy,
      fromCount: group.members.length,
      toCount,
      reason,
    });

  const crew = createCrew({
    groups,
    workersMax,
    nowSeconds: clock.nowSeconds,
    startWorker,
    onLimit: (group, missingCount) => {
      if (missingCount === 0) return;
      const reason = `desired is ${group.desiredCount}, but this machine bears ${workersMax} workers (--workers-max): ${missingCount} wait`;
      tell(group, 'workers-max', group.members.length, reason);
    },
    onCrash: ({ worker, readySeconds }, group) => {
      const when = Number.isNaN(readySeconds) ? 'before it was ready' : 'by itself';
      tell(group, 'replace', group.desiredCount, `${worker.name} ended ${when}: hub.log says why`);
    },
  });

  async function lookAtQueues(): Promise<QueueLooks> {
    const counts = await countMessages();
    looks = Object.fromEntries(
      Object.entries(counts).map(([queue, count]) => [queue, { ...count, oldestAgeSeconds: oldestAge(queue) }]),
    );
    return looks;
  }

  function oldestAge(queue: string): Seconds {
    const waiting = parts.jobs().filter(job => job.queue === queue && job.openShard !== undefined && !job.lease);
    const ages = waiting.map(job => clock.nowSeconds() - clock.secondsAt(Date.parse(job.place.since)));
    return Math.max(0, ...ages);
  }

  const scaler = createScaler({
    plan,
    groups,
    clock,
    startSecondsOfWeek: parts.startSecondsOfWeek,
    seed: parts.seed,
    lookAtQueues,
    reconcile: crew.reconcile,
    pausedUntilSeconds: crew.pausedUntilSeconds,
    onStep,
    onMinute: parts.onMinute,
    onError,
  });

  const note = noteHubBy(plan, hub.tableName, groups, countMessages, () => new Date(nowMilliseconds()).toISOString());
  async function keepNoting(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await Promise.all([note(), lookAtQueues()]).then(parts.onChange, onError);
      await sleep(NOTE_SECONDS, signal);
    }
  }

  const { promise: begun, resolve: setBegun } = Promise.withResolvers<void>();
  async function bringUpMinimum(signal: AbortSignal): Promise<void> {
    crew.reconcile();
    const isWaited = () => groups.some(group => inServiceCount(group) < group.minCount);
    while (isWaited() && !signal.aborted) await sleep(READY_SECONDS, signal);
    clock.begin();
    for (const member of crew.members) {
      member.launchedSeconds = 0;
      member.readySeconds = LONG_AGO_SECONDS;
    }
  }

  return {
    groups,
    crew,
    looks: () => looks,
    begun,
    run: async signal => {
      if (parts.hasMinimumFirst) await bringUpMinimum(signal);
      setBegun();
      const call = (event: unknown) => scaler.onSubmit((event as { fleet: string }).fleet);
      const { sqs } = api.clients;
      await Promise.all([
        scaler.run(signal),
        pump({ sqs, queueUrl: hub.scaleUrl, call, onError, signal }),
        keepNoting(signal),
      ]);
    },
  };
}
