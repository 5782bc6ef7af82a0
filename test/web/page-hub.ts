/** A hub on moto that serves the page, as `npm run api` does, and a worker for it that takes seconds. */
import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import { freshPage } from '../../local/page/fresh-page.ts';
import { startApi } from '../../local/start-api.ts';
import { stackPlan } from '../kit/stack-plan.ts';
import { startMoto } from '../moto/start-moto.ts';

export type PageHub = {
  readonly url: string;
  /** Of the emulator, where files are sent. */
  readonly bucketOrigin: string;
  /** Of the API: none is right. */
  readonly errors: readonly unknown[];
  /** Begins to work on jobs. @returns ends it */
  readonly startWorker: () => Promise<() => Promise<void>>;
  /** A job of this person, as a program submits it. @returns its id */
  readonly submit: (subject: string, body: object) => Promise<string>;
  /** The API ends, and with it all that it had in memory; the emulator keeps what AWS would. */
  readonly stopApi: () => Promise<void>;
  /** Another one begins where it was. */
  readonly startApi: () => Promise<void>;
};

export async function startPageHub(): Promise<PageHub> {
  const errors: unknown[] = [];
  const [{ clientConfig }, pageFolder] = await Promise.all([startMoto(), freshPage(() => {})]);
  const options = {
    plan: quick(stackPlan('dev')),
    emulator: clientConfig,
    onError: (error: unknown) => errors.push(error),
    keys: { signing: drawKey(), issuer: drawKey() },
    pageFolder,
  };
  let api = await startApi({ ...options, port: 0 });
  api.letGo();
  const { url, hub } = api;
  return {
    url,
    bucketOrigin: clientConfig.endpoint,
    errors,
    startWorker: () => startWorker(url),
    submit: (subject, body) => submit(url, api.tokenOf(subject), body),
    stopApi: () => api.stop(),
    startApi: async () => {
      api = await startApi({ ...options, hub, port: Number(new URL(url).port) });
      api.letGo();
    },
  };
}

const drawKey = () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

/** The stages take here what stand-ins take, so that the page is told to ask again when there is something new. */
const STAGE_SECONDS = 1;

/** Of one person at a time. */
const JOBS_MAX = 2;

const quick = (plan: HubPlan): HubPlan => ({
  ...plan,
  admission: { ...plan.admission, jobsPerCallerMax: JOBS_MAX },
  assumptions: { ...plan.assumptions, clientPollSeconds: 1 },
  stages: Object.fromEntries(
    Object.entries(plan.stages).map(([name, stage]) => [
      name,
      { ...stage, serviceSeconds: { kind: 'constant', value: STAGE_SECONDS } },
    ]),
  ) as HubPlan['stages'],
});

async function submit(url: string, token: string, body: object): Promise<string> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const answer = await fetch(`${url}/v1/jobs`, { method: 'POST', headers, body: JSON.stringify(body) });
  const { job_id } = (await answer.json()) as { job_id?: string };
  if (job_id === undefined) throw new Error(`the submit was answered ${answer.status}`);
  return job_id;
}

async function startWorker(url: string): Promise<() => Promise<void>> {
  const variables = (await (await fetch(`${url}/local/worker`)).json()) as Record<string, string>;
  const folder = mkdtempSync(join(tmpdir(), 'asset-hub-page-worker-'));
  const child = spawn(process.execPath, [join(import.meta.dirname, 'page-worker.ts')], {
    env: {
      ...process.env,
      ...variables,
      ASSET_HUB_SCRATCH_FOLDER: folder,
      ASSET_HUB_WEIGHTS_FOLDER: join(folder, 'weights'),
      ASSET_HUB_READY_FILE: join(folder, 'ready'),
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  return async () => {
    process.off('exit', kill);
    if (child.exitCode === null) {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    }
    rmSync(folder, { recursive: true, force: true });
  };
}
