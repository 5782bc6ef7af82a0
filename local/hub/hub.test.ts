/** `npm run hub` as it is typed: from its start to its end, and what is left when it is killed. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import * as assert from 'uvu/assert';
import { HubError } from '../../hub/errors.ts';
import { jobViewSchema } from '../../hub/job/job-view-schema.ts';
import { check } from '../../test/kit/check.ts';
import { stackPlan } from '../../test/kit/stack-plan.ts';
import { startApi } from '../start-api.ts';

const MAIN = join(import.meta.dirname, 'main.ts');
const WAIT_SECONDS_MAX = 90;
const NOBODY = { accessKeyId: 'none', secretAccessKey: 'none' };
const state = mkdtempSync(join(tmpdir(), 'asset-hub-state-'));
process.once('exit', () => rmSync(state, { recursive: true, force: true }));

type Happening = { readonly kind: string } & Readonly<Record<string, unknown>>;
type Hub = {
  readonly child: ChildProcess;
  readonly url: string;
  readonly happened: Happening[];
  readonly said: () => string;
  /** Waits for something to happen. */
  readonly see: (is: (happening: Happening) => boolean) => Promise<Happening>;
};

/** Stages of milliseconds, and a minute of the plan in 0.3 s. */
const ARGS = ['--port', '0', '--state', state, '--timed-stages', '--time-scale', '200', '--workers-max', '1', '--json'];

async function start(): Promise<Hub> {
  const child = spawn(process.execPath, [MAIN, ...ARGS], { stdio: ['ignore', 'pipe', 'pipe'] });
  process.once('exit', () => child.kill('SIGKILL'));
  const happened: Happening[] = [];
  const errors: string[] = [];
  createInterface(child.stdout).on('line', line => happened.push(JSON.parse(line) as Happening));
  createInterface(child.stderr).on('line', line => errors.push(line));
  const said = () => [...errors, ...happened.map(each => JSON.stringify(each))].join('\n');
  const see: Hub['see'] = async is => {
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

async function callerOf({ url }: Hub) {
  const given = await fetch(`${url}/local/token`, { method: 'POST', body: '{"subject":"ada"}' });
  const { token } = (await given.json()) as { token: string };
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return {
    submit: async (prompt: string): Promise<string> => {
      const answer = await fetch(`${url}/v1/jobs`, { method: 'POST', headers, body: JSON.stringify({ prompt }) });
      assert.is(answer.status, 202);
      return jobViewSchema.parse(await answer.json()).job_id;
    },
    statusOf: async (jobId: string) =>
      jobViewSchema.parse(await (await fetch(`${url}/v1/jobs/${jobId}`, { headers })).json()).status,
  };
}

const isJob = (jobId: string, status: string) => (happening: Happening) =>
  happening.kind === 'job' && happening.jobId === jobId && happening.status === status;

async function stop({ child, said }: Hub, signal: NodeJS.Signals, code: number | null): Promise<void> {
  const ended = once(child, 'exit');
  child.kill(signal);
  assert.equal(await ended, [code, signal === 'SIGKILL' ? signal : null], said());
}

/** Of a start that is refused. */
async function refusal(args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [MAIN, ...args]);
  const [, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  assert.is(code, 2, err);
  return err;
}

function emulatorOf({ child }: Hub): number {
  const listed = execFileSync('ps', ['--ppid', String(child.pid), '-o', 'pid=,args='], { encoding: 'utf8' });
  return Number.parseInt(listed.split('\n').find(line => line.includes('serve.py'))!, 10);
}

let hub = await start();
let ada = await callerOf(hub);

check('npm run hub', {
  'has a worker started by the rule of the plan when a job comes, and lets it go when there is none': async () => {
    const jobId = await ada.submit('a fox knight');
    const out = await hub.see(({ kind, toCount }) => kind === 'decision' && toCount === 1);
    assert.match(String(out.reason), /^visible 1 is 1 above 0: step .* adds 1 to 0 -> 1$/);
    assert.is(out.policy, 'seed-any-visible');
    await hub.see(isJob(jobId, 'succeeded'));
    const back = await hub.see(
      ({ kind, toCount, fromCount }) => kind === 'decision' && toCount === 0 && fromCount === 1,
    );
    assert.is(back.policy, 'scale-in-when-idle');
    await hub.see(({ kind, state: now }) => kind === 'worker' && now === 'gone');
  },
  'is one on its folder': async () => {
    assert.match(await refusal(ARGS), /^error: another hub works with .*\nhint: .*--state/m);
  },
  'is one on its port': async () => {
    const port = Number(new URL(hub.url).port);
    const emulator = { endpoint: 'http://127.0.0.1:9', region: 'us-east-1', credentials: NOBODY };
    const refused = await startApi({ plan: stackPlan('dev'), emulator, port, onError: () => {} }).catch(error => error);
    assert.instance(refused, HubError);
    assert.match(refused.message, /^port \d+ is taken/);
  },
  'goes on when its emulator is killed in the middle of a job': async () => {
    const jobId = await ada.submit('a stubborn fox');
    await hub.see(({ kind, state: now, jobId: its }) => kind === 'worker' && now === 'busy' && its === jobId);
    const killed = emulatorOf(hub);
    process.kill(killed, 'SIGKILL');
    await hub.see(isJob(jobId, 'succeeded'));
    assert.is.not(emulatorOf(hub), killed);
  },
  'ends at Ctrl-C, and a job that waits then is done after the next start': async () => {
    const jobId = await ada.submit('a patient fox');
    await stop(hub, 'SIGINT', 0);
    assert.match(hub.said(), /jobs that wait for the next start: 1/);
    hub = await start();
    ada = await callerOf(hub);
    await hub.see(isJob(jobId, 'succeeded'));
    assert.is(await ada.statusOf(jobId), 'succeeded');
  },
  'loses no job when it is killed, nor does a worker stay behind': async () => {
    const jobIds = [await ada.submit('a fox'), await ada.submit('a hen'), await ada.submit('an owl')];
    await hub.see(({ kind, state: now }) => kind === 'worker' && now === 'busy');
    await stop(hub, 'SIGKILL', null);
    hub = await start();
    ada = await callerOf(hub);
    for (const jobId of jobIds) await hub.see(isJob(jobId, 'succeeded'));
    await stop(hub, 'SIGTERM', 0);
  },
});
