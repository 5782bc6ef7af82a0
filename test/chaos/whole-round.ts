/**
 * A hub as a whole: users with their pages over HTTP, while workers, model hosts and the API's process are killed or stand
 * still, and the edge of AWS is slow, refuses and loses answers. When the dust has settled, every page must show what is so.
 */
import { setTimeout } from 'node:timers/promises';
import type { Job } from '../../hub/job/job.ts';
import { awsClients } from '../../local/aws/aws-clients.ts';
import { createSubstream, type Substream } from '../../sim/engine/substream.ts';
import { startMoto } from '../moto/start-moto.ts';
import { type ApiKeeper, keepApi } from './api-keeper.ts';
import { chaosPlan } from './chaos-plan.ts';
import { expectedText } from './chaos-stages.ts';
import { type Edge, startEdge } from './edge.ts';
import { allJobs, openJobs } from './jobs.ts';
import { judge, type Verdict } from './judge.ts';
import { happen, MEAN_SECONDS, type Mischief, type World } from './mischief.ts';
import { muster, notesFolder } from './muster.ts';
import { type PageUser, pageUser, type UserCounts } from './page-user.ts';

export type WholeOptions = {
  readonly seed: number;
  readonly userCount: number;
  readonly jobsPerUser: number;
  readonly poisonCount: number;
  readonly workerCount: number;
  readonly troublePercent?: number;
  readonly receiveCountMax?: number;
  /** Time between two happenings, in units of what it is in a whole round. */
  readonly calmRatio?: number;
  readonly secondsMax: number;
  readonly onProgress?: (line: string) => void;
};

/** What befalls the API, beside what befalls the rest; in seconds between two on average. */
const API_MEAN_SECONDS = { killApi: 20, stallApi: 15, stallWorker: 15 } as const;
type ApiMischief = keyof typeof API_MEAN_SECONDS;
/** In every round, however short. */
const FIRST_KILL_SECONDS = 2;
const STALL_MILLISECONDS_MAX = 3000;
const TICK_SECONDS = 1;
/** For a slow machine: nothing is stopped sooner that is only slow. */
const SETTLE_SECONDS_MAX = 180;

export type WholeReport = Verdict & {
  readonly seed: number;
  readonly seconds: number;
  readonly canceled: number;
  readonly mischief: Readonly<Record<Mischief | ApiMischief, number>>;
  readonly edge: Edge['counts'];
  /** Of all users together. */
  readonly pages: UserCounts;
  /** Of the workers; `api.log` is beside it. */
  readonly logFile: string;
};

export async function wholeRound(options: WholeOptions): Promise<WholeReport> {
  const { seed, workerCount, troublePercent = 4, receiveCountMax = 20, secondsMax } = options;
  const draw = (name: string) => createSubstream(seed, 0, name, 0);
  // 1. The hub, calm.
  const { clientConfig } = await startMoto();
  const edge = await startEdge(clientConfig.endpoint, draw('edge'));
  const plan = chaosPlan(receiveCountMax);
  const emulator = { ...clientConfig, endpoint: edge.endpoint };
  const folder = notesFolder();
  const api = await keepApi(plan, `asset-hub-whole-${seed}`, emulator, folder);
  const { hub } = api;
  const calm = awsClients(clientConfig);
  const { crew, notesFile, logFile } = muster({ plan, hub, emulator }, folder);
  const users = usersOf(options, api, draw('users'));
  const stop = new AbortController();
  const began = performance.now();
  const secondsGone = () => (performance.now() - began) / 1000;
  try {
    // 2. Its users come, and the trouble.
    let arePlaying = true;
    const played = Promise.all(users.map(user => user.play(stop.signal))).finally(() => {
      arePlaying = false;
    });
    played.catch(() => {});
    edge.setTrouble(troublePercent);
    const trouble = createTrouble({ hub, calm, crew, draws: draw('mischief') }, api, options.calmRatio);
    while (arePlaying && secondsGone() < secondsMax) {
      await crew.refill(workerCount);
      const open = await openJobs(hub, calm);
      options.onProgress?.(`${secondsGone().toFixed(0)} s: ${open.length} jobs are open`);
      await trouble.tick(open, secondsGone());
      await setTimeout(TICK_SECONDS * 1000);
    }
    // 3. Calm again: what is still open is to come to its end.
    edge.setTrouble(0);
    await Promise.race([played, settle(crew.refill, workerCount, () => arePlaying)]);
    stop.abort();
    await played;
    // 4. The judgement.
    const canceled = new Set(users.flatMap(user => [...user.canceled]));
    const garbageCount = trouble.counts.garbage;
    const seconds = secondsGone();
    const verdict = await judge({ hub, calm, edge, crew, notesFile, garbageCount, workerCount, seconds, canceled });
    options.onProgress?.(`${secondsGone().toFixed(0)} s: every page looks once more`);
    const inTime = AbortSignal.timeout(SETTLE_SECONDS_MAX * 1000);
    await Promise.all(users.map(user => user.lookAgain(inTime)));
    const faults = [
      ...verdict.faults,
      ...users.flatMap(user => user.faults),
      ...differences(users, await allJobs(hub, calm), options),
    ];
    const ended = { seed, seconds: secondsGone(), canceled: canceled.size, edge: edge.counts, logFile };
    return { ...verdict, ...ended, faults, mischief: trouble.counts, pages: sumOf(users) };
  } finally {
    stop.abort();
    await crew.dismiss();
    await api.stop();
    edge.stop();
  }
}

function usersOf({ userCount, jobsPerUser, poisonCount, seed }: WholeOptions, { url }: ApiKeeper, draws: Substream) {
  return Array.from({ length: userCount }, (_, user): PageUser => {
    const subject = `user-${user}`;
    const prompts = Array.from({ length: jobsPerUser }, (_job, job) => {
      const number = user * jobsPerUser + job;
      return `${number < poisonCount ? 'poison' : 'figure'} ${number} of ${seed}`;
    });
    return pageUser({ url, subject, prompts, draws, expected: prompt => expectedText('package', prompt) });
  });
}

/** Everything that can happen, at random. */
function createTrouble(world: World, api: ApiKeeper, calmRatio = 1) {
  const counts = {
    killApi: 0,
    stallApi: 0,
    stallWorker: 0,
    killWorker: 0,
    killHost: 0,
    notice: 0,
    terminate: 0,
    expireLease: 0,
    duplicate: 0,
    garbage: 0,
  };
  const { draws, crew } = world;
  const comes = (meanSeconds: number) => draws.uniform() < TICK_SECONDS / (calmRatio * meanSeconds);
  const strike = (kind: ApiMischief): boolean => {
    const milliseconds = draws.uniform() * STALL_MILLISECONDS_MAX;
    if (kind === 'killApi') return api.kill();
    if (kind === 'stallApi') return api.stall(milliseconds);
    const hand = crew.hands.filter(each => !each.hasEnded())[draws.integer(crew.hands.length)];
    void setTimeout(milliseconds).then(() => hand?.child.kill('SIGCONT'));
    return hand?.child.kill('SIGSTOP') ?? false;
  };
  return {
    counts,
    tick: async (jobs: readonly Job[], secondsGone: number) => {
      if (counts.killApi === 0 && secondsGone > FIRST_KILL_SECONDS && api.kill()) counts.killApi += 1;
      for (const kind of Object.keys(API_MEAN_SECONDS) as ApiMischief[]) {
        if (comes(API_MEAN_SECONDS[kind]) && strike(kind)) counts[kind] += 1;
      }
      if (jobs.length === 0) return;
      for (const kind of Object.keys(MEAN_SECONDS) as Mischief[]) {
        if (comes(MEAN_SECONDS[kind]) && (await happen(kind, jobs, world))) counts[kind] += 1;
      }
    },
  };
}

async function settle(refill: (count: number) => Promise<number>, workerCount: number, isOpen: () => boolean) {
  for (let seconds = 0; seconds < SETTLE_SECONDS_MAX && isOpen(); seconds += 1) {
    await refill(workerCount);
    await setTimeout(1000);
  }
}

/** Between what the pages show and what the table has; and between what was asked and what there is. */
function differences(
  users: readonly PageUser[],
  jobs: readonly Job[],
  { userCount, jobsPerUser }: WholeOptions,
): string[] {
  const found: string[] = [];
  const byId = new Map(jobs.map(job => [job.jobId, job]));
  for (const { shown } of users) {
    for (const [prompt, { job_id, status }] of shown) {
      const job = byId.get(job_id);
      if (job?.status !== status || job.prompt !== prompt)
        found.push(`${prompt} is shown ${status}, and is ${job?.status}`);
    }
  }
  const count = userCount * jobsPerUser;
  if (jobs.length !== count) found.push(`there are ${jobs.length} jobs of ${count} submits`);
  return found;
}

function sumOf(users: readonly PageUser[]): UserCounts {
  const sum = { requests: 0, unanswered: 0, sentAgain: 0, unchanged: 0 };
  for (const { counts } of users)
    for (const name of Object.keys(sum) as (keyof UserCounts)[]) sum[name] += counts[name];
  return sum;
}
