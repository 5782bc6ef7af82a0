/** `npm run hub` as it is typed, in a process of its own, watched through what it prints as JSON. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import * as assert from 'uvu/assert';
import { jobViewSchema } from '../../hub/job/job-view-schema.ts';

export const HUB_MAIN = join(import.meta.dirname, '../../local/hub/main.ts');
const WAIT_SECONDS_MAX = 90;

/** A folder for its state, gone with this process. */
export function stateFolder(): string {
  const state = mkdtempSync(join(tmpdir(), 'asset-hub-state-'));
  process.once('exit', () => rmSync(state, { recursive: true, force: true }));
  return state;
}

export type Happening = { readonly kind: string } & Readonly<Record<string, unknown>>;
export type TypedHub = {
  readonly child: ChildProcess;
  readonly url: string;
  readonly happened: Happening[];
  readonly said: () => string;
  /** Waits for something to happen. */
  readonly see: (is: (happening: Happening) => boolean) => Promise<Happening>;
};

/** Stages of milliseconds, and a minute of the plan in 0.3 s. */
export const hubFlags = (state: string): readonly string[] => [
  ...['--port', '0', '--state', state, '--timed-stages', '--time-scale', '200', '--workers-max', '1', '--json'],
];

/** On a folder that is left as it is. */
export async function startTypedHub(state: string): Promise<TypedHub> {
  const child = spawn(process.execPath, [HUB_MAIN, ...hubFlags(state)], { stdio: ['ignore', 'pipe', 'pipe'] });
  process.once('exit', () => child.kill('SIGKILL'));
  const happened: Happening[] = [];
  const errors: string[] = [];
  createInterface(child.stdout).on('line', line => happened.push(JSON.parse(line) as Happening));
  createInterface(child.stderr).on('line', line => errors.push(line));
  const said = () => [...errors, ...happened.map(each => JSON.stringify(each))].join('\n');
  const see: TypedHub['see'] = async is => {
    for (let seconds = 0; seconds < WAIT_SECONDS_MAX; seconds += 0.05) {
      const found = happened.find(is);
      if (found !== undefined) return found;
      if (child.exitCode !== null) throw new Error(`the hub ended with ${child.exitCode}:\n${said()}`);
      await pause(50);
    }
    throw new Error(`it did not happen in ${WAIT_SECONDS_MAX} s:\n${said()}`);
  };
  const { url } = (await see(({ kind }) => kind === 'start')) as unknown as { url: string };
  return { child, url, happened, said, see };
}

export async function callerOf({ url }: TypedHub) {
  const given = await fetch(`${url}/local/token`, { method: 'POST', body: '{"subject":"ada"}' });
  const { token } = (await given.json()) as { token: string };
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return {
    submit: async (prompt: string): Promise<string> => {
      const answer = await fetch(`${url}/v1/jobs`, { method: 'POST', headers, body: JSON.stringify({ prompt }) });
      assert.is(answer.status, 202);
      return jobViewSchema.parse(await answer.json()).job_id;
    },
    /** When it may ask for this job again, as it is told. */
    pauseSecondsOf: async (jobId: string) =>
      Number((await fetch(`${url}/v1/jobs/${jobId}`, { headers })).headers.get('retry-after')),
    statusOf: async (jobId: string) =>
      jobViewSchema.parse(await (await fetch(`${url}/v1/jobs/${jobId}`, { headers })).json()).status,
  };
}

export const isJob = (jobId: string, status: string) => (happening: Happening) =>
  happening.kind === 'job' && happening.jobId === jobId && happening.status === status;

export async function stopTypedHub(
  { child, said }: TypedHub,
  signal: NodeJS.Signals,
  code: number | null,
): Promise<void> {
  const ended = once(child, 'exit');
  child.kill(signal);
  assert.equal(await ended, [code, signal === 'SIGKILL' ? signal : null], said());
}
