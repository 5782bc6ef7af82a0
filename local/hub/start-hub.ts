/**
 * The whole hub on one machine: the emulator with its kept state, the API and its events, workers, and what scales them.
 * Invariant: an accepted job is on the disk, and every open job has a message whenever hub and emulator have started.
 */
import { appendFileSync } from 'node:fs';
import type { Job } from '../../hub/job/job.ts';
import { SECONDS_PER_DAY, SECONDS_PER_WEEK, type Seconds } from '../../hub/units.ts';
import { nowMilliseconds, sleep } from '../environment.ts';
import { type LocalApi, startApi } from '../start-api.ts';
import type { HubView } from './hub-view.ts';
import { keepEmulator } from './keep-emulator.ts';
import { localPlan } from './local-plan.ts';
import { createPlanClock, type PlanClock } from './plan-clock.ts';
import { resendJobs } from './resend-jobs.ts';
import { createFleets, type Fleets, type FleetsParts } from './run-fleets.ts';
import type { StateFolder } from './state-folder.ts';
import { createViewer, type Viewer } from './view/create-viewer.ts';
import { watchJobs } from './watch-jobs.ts';

export type HubOptions = Pick<FleetsParts, 'plan' | 'program' | 'variables' | 'seed'> &
  Partial<Pick<FleetsParts, 'onMinute' | 'onStep' | 'onWorkerLine' | 'startSecondsOfWeek' | 'hasMinimumFirst'>> & {
    readonly state: StateFolder;
    /** 0: any that is free. */
    readonly port: number;
    readonly timeScale: number;
    /** Stages take the plan's time and make nothing. */
    readonly isTimed: boolean;
    readonly workersMax: HubView['workersMax'];
    /** Of the built page; absent: none is served. */
    readonly pageFolder?: string;
    /** Something may look different. Called often. */
    readonly onChange: () => void;
    /** What nobody else hears of: for the log. */
    readonly onTrouble: (text: string) => void;
  };

export type RunningHub = {
  readonly api: LocalApi;
  readonly fleets: Fleets;
  readonly clock: PlanClock;
  readonly view: () => HubView;
  /** As they were read last. */
  readonly jobs: () => readonly Job[];
  /** Jobs that were open when it started. */
  readonly resumedCount: number;
  /** Workers finish what they have, or hand it back; then everything ends. */
  readonly drain: () => Promise<void>;
  /** Ends everything now. What was in work comes again. */
  readonly kill: () => void;
};

/** On AWS a request costs, and half a minute is soon enough. Here a character is done in a minute. Own choice. */
const POLL_SECONDS_MAX: Seconds = 2;

/** @throws HubError when port or state belong to another hub */
export async function startHub(options: HubOptions): Promise<RunningHub> {
  const { state, port, timeScale, onChange } = options;
  let viewer: Viewer | undefined;
  const plan = localPlan(options.plan, timeScale, options.isTimed);
  const onTrouble = (text: string) => {
    options.onTrouble(text);
    viewer?.noteTrouble(text);
    onChange();
  };
  const onError = (error: unknown) => onTrouble(String(error));
  const currentTime = () => new Date(nowMilliseconds()).toISOString();
  // 1. Emulator, API and what was left open.
  const emulator = await state.startEmulator();
  const api = await startApi({
    plan,
    emulator: emulator.clientConfig,
    port,
    onError,
    name: `asset-hub-${plan.stack}`,
    keys: state.keys,
    pollSecondsMax: POLL_SECONDS_MAX,
    ...(options.pageFolder !== undefined && { pageFolder: options.pageFolder }),
  }).catch(async error => {
    await emulator.stop();
    throw error;
  });
  const resend = () => resendJobs({ hub: api.hub, clients: api.clients, currentTime, onTrouble });
  const resumedCount = await resend();
  const stopping = new AbortController();
  const { signal } = stopping;
  const stopEmulator = keepEmulator({
    emulator,
    startAgain: ownPort => state.startEmulator({ port: ownPort }),
    rebuild: async () => {
      await api.rebuild();
      await resend();
    },
    onTrouble,
    signal,
  });
  // 2. Workers, and what scales them.
  const jobs = watchJobs(api.clients.table, api.hub.tableName, onChange, onError);
  await jobs.look();
  const clock = createPlanClock(timeScale, nowMilliseconds);
  const made = createViewer({ plan, url: api.url, timeScale, workersMax: options.workersMax });
  viewer = made;
  const fleets = createFleets({
    ...options,
    plan,
    api,
    clock,
    startSecondsOfWeek: options.startSecondsOfWeek ?? secondsOfWeek(nowMilliseconds()),
    hasMinimumFirst: options.hasMinimumFirst ?? false,
    workersMax: options.workersMax.count,
    jobs: jobs.jobs,
    onWorkerLine: (worker, line, text) => {
      options.onWorkerLine?.(worker, line, text);
      appendFileSync(state.logFile, `${worker} ${text}\n`);
    },
    onStep: step => {
      options.onStep?.(step);
      made.noteStep(step, nowMilliseconds());
      onChange();
    },
    onMinute: options.onMinute ?? (() => {}),
    onError,
  });
  const running = Promise.all([fleets.run(signal), jobs.run(signal)]);

  return {
    api,
    fleets,
    clock,
    resumedCount,
    jobs: jobs.jobs,
    view: () => made.view(jobs.jobs(), fleets),
    drain: async () => {
      made.drains();
      onChange();
      await fleets.crew.drainAll();
      // The last results' events lead jobs to their end or their next queue.
      await sleep(EVENTS_SECONDS, signal);
      await jobs.look().catch(onError);
      stopping.abort();
      await Promise.all([running, api.stop()]);
      await stopEmulator();
    },
    kill: () => fleets.crew.killAll(),
  };
}

/** The pump looks every tenth of a second. */
const EVENTS_SECONDS: Seconds = 1;

/** Since Monday 00:00 UTC; the epoch began on a Thursday. */
const secondsOfWeek = (epochMilliseconds: number): Seconds =>
  (epochMilliseconds / 1000 + 3 * SECONDS_PER_DAY) % SECONDS_PER_WEEK;
