/**
 * The instance's life as the loop and the worker see it: may a job be taken, may a stage begin, is it time to go. Invariant:
 * `end` is given when the instance leaves, `drain` when the job in work cannot be finished any more; each once, and never back.
 */
import type { StageName } from '../../hub/plan/stage-names.ts';
import type { Seconds } from '../../hub/units.ts';
import type { WorkerQueue } from '../settings.ts';
import {
  decideOnLeaving,
  type InstanceLimits,
  type InstanceState,
  isHookWaiting,
  mayBeginStage,
  mayTake,
  nextState,
  UNKNOWN,
} from './instance-state.ts';
import { jobClock } from './job-clock.ts';
import type { MetadataClient } from './metadata-client.ts';
import type { InstanceLog } from './own-instance.ts';
import { type Clocks, type Look, readView } from './read-view.ts';
import type { ScaleInProtection } from './scale-in-protection.ts';
import type { TerminationHook } from './termination-hook.ts';

export type InstancePorts = Clocks & {
  /** Undefined where there is no instance: then nobody gives notice, and the worker may take jobs until it is told to end. */
  readonly metadata: MetadataClient | undefined;
  readonly limits: InstanceLimits;
  readonly queues: readonly Pick<WorkerQueue, 'name' | 'stages'>[];
  readonly expectedSeconds: (stage: StageName) => Seconds;
  readonly protection: ScaleInProtection;
  /** Undefined where there is no group. */
  readonly hook: TerminationHook | undefined;
  readonly log: InstanceLog;
  readonly sleep: (seconds: Seconds, signal?: AbortSignal) => Promise<void>;
  /** At each change of state, once. */
  readonly onChange?: (state: InstanceState) => void;
  readonly periodSeconds?: Seconds;
};

export type Instance = {
  readonly state: () => InstanceState;
  readonly mayTake: () => boolean;
  readonly end: AbortSignal;
  readonly drain: AbortSignal;
  /** Asked before each stage that is to be made, in their order. */
  readonly mayBegin: (stage: StageName) => boolean;
  readonly onBusy: (queue: string) => void;
  readonly onIdle: () => void;
  /** SIGTERM. */
  readonly askToEnd: () => void;
  /** After the last job: stops watching, and lets the group have the instance if it waits for it. */
  readonly leave: () => Promise<void>;
};

/**
 * AWS advises to look every 5 s (EC2 guide, Spot interruption notices, 2023-05-31 [H]). More often, so that a job that has to
 * be handed back is in its queue 3 s after the notice; three requests to the own host cost nothing.
 */
const PERIOD_SECONDS: Seconds = 2;
/** How soon a job that was to be finished is looked at again: it may take longer than expected. */
const JOB_PERIOD_SECONDS: Seconds = 1;

/** Comes back after the first look, so that nothing is taken before it is known what the instance is for. */
export async function startInstance(ports: InstancePorts): Promise<Instance> {
  const { metadata, limits, protection, hook, log, sleep, monotonicSeconds, onChange } = ports;
  const [end, drain, stopped] = [new AbortController(), new AbortController(), new AbortController()];
  const clock = jobClock(ports.expectedSeconds, monotonicSeconds);
  let state: InstanceState = UNKNOWN;
  let isEndAsked = false;
  let isBlind = false;
  let waiting: Promise<void> | undefined;

  // 1. One look, and what follows from it.
  async function look(): Promise<void> {
    const { view, errors } = await lookAt(metadata, ports, isEndAsked);
    if (errors.length > 0 && !isBlind) log('warn', 'the metadata service cannot be read', { error: errors[0] });
    isBlind = errors.length > 0;
    apply(view);
  }

  function apply(view: Look['view']): void {
    const next = nextState(state, view, limits, monotonicSeconds());
    if (next === state) return;
    const isNew = state.kind !== 'leaving' && next.kind === 'leaving';
    state = next;
    log('info', `instance ${next.kind}`, next.kind === 'leaving' ? { reasons: next.reasons } : {});
    onChange?.(next);
    if (next.kind !== 'leaving') return;
    if (isHookWaiting(next) && hook !== undefined) waiting ??= hook.keepWaiting(stopped.signal);
    end.abort();
    if (isNew) void watchJob();
  }

  // 2. While it leaves: the job in work, until it ends or cannot be finished any more.
  async function watchJob(): Promise<void> {
    while (!drain.signal.aborted && !stopped.signal.aborted) {
      judgeJob();
      await sleep(JOB_PERIOD_SECONDS, AbortSignal.any([stopped.signal, drain.signal]));
    }
  }

  function judgeJob(): void {
    const remainingSeconds = clock.remainingSeconds();
    if (state.kind !== 'leaving' || remainingSeconds === undefined) return;
    if (decideOnLeaving(state, remainingSeconds, monotonicSeconds()) === 'finish') return;
    log('info', 'the job in work is handed back', { remainingSeconds });
    drain.abort();
  }

  // 3. Until it is left.
  async function watch(): Promise<void> {
    while (!stopped.signal.aborted) {
      await sleep(ports.periodSeconds ?? PERIOD_SECONDS, stopped.signal);
      if (!stopped.signal.aborted) await look();
    }
  }

  await look();
  const watching = metadata === undefined ? Promise.resolve() : watch();
  protection.want(false);
  return {
    state: () => state,
    mayTake: () => mayTake(state),
    end: end.signal,
    drain: drain.signal,
    mayBegin: stage => {
      if (!mayBeginStage(state, ports.expectedSeconds(stage), monotonicSeconds())) return false;
      clock.beginStage(stage);
      return true;
    },
    onBusy: queue => {
      clock.beginJob(ports.queues.find(({ name }) => name === queue)?.stages ?? []);
      protection.want(true);
    },
    onIdle: () => {
      clock.endJob();
      protection.want(false);
    },
    askToEnd: () => {
      isEndAsked = true;
      // What else is known stays known: only this is new.
      apply({ lifecycleTarget: undefined, isRebalanceAdvised: false, spotEndSeconds: undefined, isEndAsked });
    },
    leave: async () => {
      stopped.abort();
      await Promise.all([watching, waiting, protection.stop()]);
      if (state.kind === 'leaving' && isHookWaiting(state)) await hook?.complete();
    },
  };
}

function lookAt(metadata: MetadataClient | undefined, clocks: Clocks, isEndAsked: boolean): Promise<Look> {
  if (metadata !== undefined) return readView(metadata, clocks, isEndAsked);
  const view = { lifecycleTarget: 'InService', isRebalanceAdvised: false, spotEndSeconds: undefined, isEndAsked };
  return Promise.resolve({ view, errors: [] });
}
