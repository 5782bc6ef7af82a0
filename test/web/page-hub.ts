/** A hub on moto that serves the page, as `npm run api` does, and a worker for it that takes seconds. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import { freshPage } from '../../local/page/fresh-page.ts';
import { type LocalApi, startApi } from '../../local/start-api.ts';
import { stackPlan } from '../kit/stack-plan.ts';
import { startMoto } from '../moto/start-moto.ts';

export type PageHub = LocalApi & {
  readonly errors: readonly unknown[];
  /** Begins to work on jobs. @returns ends it */
  readonly startWorker: () => Promise<() => Promise<void>>;
  /** A job of this person, as a program submits it. @returns its id */
  readonly submit: (subject: string, body: object) => Promise<string>;
};

/** @param change of the dev stack's plan */
export async function startPageHub(change: (plan: HubPlan) => HubPlan = plan => plan): Promise<PageHub> {
  const errors: unknown[] = [];
  const [{ clientConfig }, pageFolder] = await Promise.all([startMoto(), freshPage(() => {})]);
  const plan = change(stackPlan('dev'));
  const api = await startApi({
    plan,
    emulator: clientConfig,
    port: 0,
    onError: error => errors.push(error),
    pageFolder,
  });
  api.letGo();
  return { ...api, errors, startWorker: () => startWorker(api.url), submit: (...job) => submit(api, ...job) };
}

async function submit(api: LocalApi, subject: string, body: object): Promise<string> {
  const headers = { authorization: `Bearer ${api.tokenOf(subject)}`, 'content-type': 'application/json' };
  const answer = await fetch(`${api.url}/v1/jobs`, { method: 'POST', headers, body: JSON.stringify(body) });
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
