/** `npm run hub` as it is typed: how it scales, what it refuses, and what it bears. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import * as assert from 'uvu/assert';
import { HubError } from '../../hub/errors.ts';
import {
  callerOf,
  HUB_MAIN,
  hubFlags,
  isJob,
  startTypedHub,
  stateFolder,
  stopTypedHub,
  type TypedHub,
} from '../../test/hub/typed-hub.ts';
import { check } from '../../test/kit/check.ts';
import { stackPlan } from '../../test/kit/stack-plan.ts';
import { startApi } from '../start-api.ts';

const NOBODY = { accessKeyId: 'none', secretAccessKey: 'none' };

/** Of a start that is refused. */
async function refusal(args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [HUB_MAIN, ...args]);
  const [, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  assert.is(code, 2, err);
  return err;
}

function emulatorOf({ child }: TypedHub): number {
  const listed = execFileSync('ps', ['--ppid', String(child.pid), '-o', 'pid=,args='], { encoding: 'utf8' });
  return Number.parseInt(listed.split('\n').find(line => line.includes('serve.py'))!, 10);
}

const state = stateFolder();
const hub = await startTypedHub(state);
const ada = await callerOf(hub);

check('npm run hub', {
  'has a worker started by the rule of the plan when a job comes, and lets it go when there is none': async () => {
    const jobId = await ada.submit('a fox knight');
    assert.is(await ada.pauseSecondsOf(jobId), 2);
    const out = await hub.see(({ kind, toCount }) => kind === 'decision' && toCount === 1);
    assert.match(String(out.reason), /^visible 1 is 1 above 0: step .* adds 1 to 0 -> 1$/);
    assert.is(out.policy, 'seed-any-visible');
    await hub.see(isJob(jobId, 'succeeded'));
    // From 1, or from 2: an alarm that saw the job wait for its second queue, too, has asked for another.
    const back = await hub.see(
      ({ kind, toCount, fromCount }) => kind === 'decision' && toCount === 0 && Number(fromCount) > 0,
    );
    assert.is(back.policy, 'scale-in-when-idle');
    await hub.see(({ kind, state: now }) => kind === 'worker' && now === 'gone');
  },
  'is one on its folder': async () => {
    assert.match(await refusal(hubFlags(state)), /^error: another hub works with .*\nhint: .*--state/m);
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
    await stopTypedHub(hub, 'SIGTERM', 0);
  },
});
