/** A scenario on a hub that runs: its users come, workers take the plan's times, and what happened is kept as a run's record. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isTerminal } from '../../hub/job/job-status.ts';
import type { Count, Seconds } from '../../hub/units.ts';
import { createArrivals } from '../../sim/model/arrivals/create-arrivals.ts';
import type { RunRecord } from '../../sim/model/run-record.ts';
import type { SimulationInput } from '../../sim/model/simulation-input.ts';
import { secondsOfWeek } from '../../sim/scenario/start-of-week.ts';
import { nowMilliseconds, sleep } from '../environment.ts';
import { type RunningHub, startHub } from '../hub/start-hub.ts';
import { openStateFolder } from '../hub/state-folder.ts';
import { timedWorkerVariables } from '../hub/workers/timed-worker.ts';
import { observeRun } from './observe-run.ts';
import { recordOf } from './record-of.ts';
import { sendArrivals } from './send-arrivals.ts';

export type ReplayParts = {
  readonly input: SimulationInput;
  readonly timeScale: number;
  readonly workersMax: Count;
  /** Now and then: how far it is. */
  readonly onProgress: (text: string) => void;
  readonly onTrouble: (text: string) => void;
  readonly signal: AbortSignal;
};

const PROGRESS_SECONDS: Seconds = 2;
const LOOK_SECONDS: Seconds = 0.1;

/** @returns undefined when the signal came first; nothing is left then either */
export async function playForReal(parts: ReplayParts): Promise<RunRecord | undefined> {
  const { input, timeScale, workersMax, signal } = parts;
  const { plan, scenario, seed } = input;
  const startSecondsOfWeek = secondsOfWeek(scenario.startsAtUtc);
  const folder = mkdtempSync(join(tmpdir(), 'asset-hub-replay-'));
  const observer = observeRun();
  let hub: RunningHub | undefined;
  try {
    const running = await startHub({
      plan,
      state: openStateFolder(folder),
      port: 0,
      seed,
      timeScale,
      isTimed: true,
      startSecondsOfWeek,
      hasMinimumFirst: true,
      workersMax: { count: workersMax, why: '--workers-max' },
      program: join(import.meta.dirname, '../hub/workers/worker-process.ts'),
      variables: (group, clock) =>
        timedWorkerVariables(plan, group, {
          epochMilliseconds: nowMilliseconds(),
          timeScale,
          isAtStart: clock.nowSeconds() < 1,
        }),
      onChange: () => hub && observer.onJobs(hub.jobs(), hub.clock),
      onStep: step => observer.observed.steps.push(step),
      onMinute: (atSeconds, looks) => hub && observer.onMinute(atSeconds, looks, hub.fleets.groups),
      onWorkerLine: (worker, line) => hub && observer.onWorkerLine(worker, line, hub.clock),
      onTrouble: parts.onTrouble,
    });
    hub = running;
    await running.fleets.begun;
    // 1. Users come.
    const arrivals = createArrivals(input.arrivals, { seed, replication: 0, startSecondsOfWeek });
    const ending = new AbortController();
    const isOver = AbortSignal.any([signal, ending.signal]);
    const loopUsers = new Map<string, { readonly source: number; readonly user: number }>();
    const sending = sendArrivals({
      scenario,
      arrivals,
      clock: running.clock,
      submit: (caller, kind) => submit(running, caller, kind),
      onSubmitted: (submitted, user) => {
        observer.observed.submitted.push(submitted);
        if (submitted.jobId !== undefined) loopUsers.set(submitted.jobId, { source: submitted.source, user });
      },
      onError: error => parts.onTrouble(String(error)),
    });
    const sent = sending.run(isOver);
    // 2. Until all has ended, or it is time.
    const { horizon } = scenario;
    const endSeconds = horizon.kind === 'fixed' ? horizon.seconds : horizon.maxSeconds;
    let isSettled = false;
    let toldAt = 0;
    while (!signal.aborted && running.clock.nowSeconds() < endSeconds) {
      for (const { jobId, status } of running.jobs()) {
        const from = isTerminal(status) ? loopUsers.get(jobId) : undefined;
        if (from === undefined) continue;
        loopUsers.delete(jobId);
        arrivals.jobEnded(from.source, from.user, running.clock.nowSeconds());
      }
      isSettled = sending.isDry() && loopUsers.size === 0 && running.fleets.groups.every(isAtRest);
      if (isSettled && horizon.kind === 'settled') break;
      if (nowMilliseconds() - toldAt > PROGRESS_SECONDS * 1000) {
        toldAt = nowMilliseconds();
        parts.onProgress(progressText(running, observer.observed.submitted.length));
      }
      await sleep(LOOK_SECONDS, signal);
    }
    if (signal.aborted) return undefined;
    const atSeconds = running.clock.nowSeconds();
    ending.abort();
    await sent;
    const { groups, crew } = running.fleets;
    return recordOf({
      plan,
      groups,
      members: crew.members.map(member => ({ ...member })),
      jobs: running.jobs(),
      observed: observer.observed,
      regionNames: arrivals.regionNames,
      secondsAt: time => running.clock.secondsAt(Date.parse(time)),
      endSeconds: atSeconds,
      isSettled,
    });
  } finally {
    if (signal.aborted) hub?.kill();
    await hub?.drain();
    rmSync(folder, { recursive: true, force: true });
  }
}

type Group = RunningHub['fleets']['groups'][number];

const isAtRest = ({ desiredCount, minCount, members, draining }: Group): boolean =>
  desiredCount === minCount && members.length === minCount && draining.size === 0;

function progressText({ clock, jobs, fleets }: RunningHub, submittedCount: Count): string {
  const endedCount = jobs().filter(({ status }) => isTerminal(status)).length;
  const workers = fleets.groups.reduce((sum, { members }) => sum + members.length, 0);
  return `minute ${Math.floor(clock.nowSeconds() / 60)} of the plan: ${submittedCount} submitted, ${endedCount} ended, ${workers} workers`;
}

async function submit({ api }: RunningHub, caller: string, kind: string): Promise<string | undefined> {
  const answer = await fetch(`${api.url}/v1/jobs`, {
    method: 'POST',
    headers: { authorization: `Bearer ${api.tokenOf(caller)}`, 'content-type': 'application/json' },
    body: JSON.stringify({ kind, prompt: `a replay for ${caller}` }),
  });
  if (answer.status === 429) return undefined;
  if (answer.status !== 202) throw new Error(`a submit was answered ${answer.status}: ${await answer.text()}`);
  return ((await answer.json()) as { job_id: string }).job_id;
}
