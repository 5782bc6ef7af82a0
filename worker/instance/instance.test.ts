/** The life of an instance against a metadata service on the loopback, at fifty times the speed of the clock. */
import { once } from 'node:events';
import * as assert from 'uvu/assert';
import { type Imds, startImds } from '../../test/imds/start-imds.ts';
import { check } from '../../test/kit/check.ts';
import { sleep } from '../environment.ts';
import { type Instance, type InstancePorts, startInstance } from './instance.ts';
import { metadataClient } from './metadata-client.ts';

const SPEED = 50;
const TARGET = 'autoscaling/target-lifecycle-state';
const monotonicSeconds = () => (performance.now() / 1000) * SPEED;

type Bench = { readonly imds: Imds; readonly instance: Instance; readonly said: string[] };

async function start(target: string | undefined = 'InService', parts: Partial<InstancePorts> = {}): Promise<Bench> {
  const imds = await startImds(target === undefined ? {} : { [TARGET]: target });
  const said: string[] = [];
  const instance = await startInstance({
    metadata: metadataClient({ endpoint: imds.endpoint, monotonicSeconds }),
    limits: { drainSeconds: 60, noticeFinishSeconds: 100, isRebalancing: true },
    queues: [{ name: 'generation', stages: ['text-to-image', 'image-to-3d'] }],
    expectedSeconds: stage => (stage === 'text-to-image' ? 10 : 50),
    protection: { want: isProtected => said.push(`protected ${isProtected}`), stop: async () => {} },
    hook: {
      keepWaiting: async signal => {
        said.push('hook waits');
        if (!signal.aborted) await once(signal, 'abort');
      },
      complete: async () => void said.push('hook answered'),
    },
    log: (_level, message) => said.push(message),
    sleep: (seconds, signal) => sleep(seconds / SPEED, signal),
    monotonicSeconds,
    currentTime: () => new Date().toISOString(),
    ...parts,
  });
  return { imds, instance, said };
}

const notice = (leftSeconds: number) =>
  JSON.stringify({
    action: 'terminate',
    time: new Date(Date.now() + leftSeconds * 1000).toISOString(),
  });
/** Real seconds until the signal, or a failure. */
async function given(signal: AbortSignal): Promise<number> {
  const from = performance.now();
  if (!signal.aborted) await once(signal, 'abort', { signal: AbortSignal.timeout(5000) });
  return (performance.now() - from) / 1000;
}
/** On a busy machine the next look comes late. */
async function until(is: () => boolean): Promise<void> {
  for (let seconds = 0; !is() && seconds < 5; seconds += 0.01) await sleep(0.01);
  assert.ok(is());
}
const changesOf = (said: readonly string[]) => said.filter(line => line.startsWith('instance '));

check('an instance', {
  'may take work after the first look, and says each change once': async () => {
    const { instance, said, imds } = await start();
    assert.ok(instance.mayTake());
    await sleep(10 / SPEED);
    assert.ok(imds.asked.length >= 9, 'it should have looked several times');
    assert.equal(changesOf(said), ['instance in-service']);
    await instance.leave();
    assert.not(said.includes('hook answered'));
  },
  'takes nothing in the warm pool, and works when it is called': async () => {
    const { instance, imds } = await start('Warmed:Stopped');
    assert.not(instance.mayTake());
    imds.values.set(TARGET, 'InService');
    await until(() => instance.mayTake());
    await instance.leave();
  },
  'takes no new job after a rebalance recommendation, and finishes the one it has': async () => {
    const { instance, imds } = await start();
    instance.onBusy('generation');
    imds.values.set('events/recommendations/rebalance', '{"noticeTime": "2026-11-27T23:00:00Z"}');
    await until(() => !instance.mayTake());
    assert.not(instance.end.aborted);
    assert.ok(instance.mayBegin('image-to-3d'));
    await instance.leave();
  },
  'hands a job back at a notice that leaves too little, and ends': async () => {
    const { instance, imds } = await start();
    instance.onBusy('generation');
    assert.ok(instance.mayBegin('text-to-image'));
    imds.values.set('spot/instance-action', notice(60));
    await given(instance.drain);
    assert.ok(instance.end.aborted);
    assert.not(instance.mayBegin('image-to-3d'));
    await instance.leave();
  },
  'lets a job finish at a notice that leaves enough': async () => {
    const { instance, imds } = await start();
    instance.onBusy('generation');
    instance.mayBegin('text-to-image');
    imds.values.set('spot/instance-action', notice(119));
    await given(instance.end);
    await sleep(3 / SPEED);
    assert.not(instance.drain.aborted);
    instance.onIdle();
    await instance.leave();
    assert.not(instance.drain.aborted);
  },
  'takes a notice that nobody can read for one that leaves nothing': async () => {
    const { instance, imds } = await start();
    instance.onBusy('generation');
    imds.values.set('spot/instance-action', 'soon');
    await given(instance.drain);
    await instance.leave();
  },
  "drains for its group until the plan's time is over, and answers the hook at the end": async () => {
    const { instance, imds, said } = await start();
    instance.onBusy('generation');
    imds.values.set(TARGET, 'Terminated');
    await given(instance.end);
    assert.not(instance.drain.aborted);
    // 60 s less 10 s to hand it back.
    const seconds = (await given(instance.drain)) * SPEED;
    assert.ok(seconds > 45 && seconds < 60, `handed back after ${seconds} s`);
    instance.onIdle();
    await instance.leave();
    assert.equal(
      said.filter(line => line.startsWith('hook')),
      ['hook waits', 'hook answered'],
    );
  },
  'ends at SIGTERM, and leaves the hook to whoever sent it': async () => {
    const { instance, said } = await start();
    instance.askToEnd();
    instance.askToEnd();
    assert.ok(instance.end.aborted);
    assert.not(instance.mayTake());
    await instance.leave();
    assert.equal(changesOf(said), ['instance in-service', 'instance leaving']);
    assert.not(said.includes('hook answered'));
  },
  'is protected while it has a job': async () => {
    const { instance, said } = await start();
    instance.onBusy('generation');
    instance.onIdle();
    assert.equal(
      said.filter(line => line.startsWith('protected')),
      ['protected false', 'protected true', 'protected false'],
    );
    await instance.leave();
  },
  'says once that it cannot look, and stays as it was': async () => {
    const { instance, imds, said } = await start();
    await imds.stop();
    await sleep(10 / SPEED);
    assert.ok(instance.mayTake());
    assert.is(said.filter(line => /cannot be read/.test(line)).length, 1);
    await instance.leave();
  },
  'takes nothing before anybody has said what it is for': async () => {
    const metadata = metadataClient({ endpoint: 'http://127.0.0.1:9', monotonicSeconds });
    const { instance } = await start(undefined, { metadata });
    assert.not(instance.mayTake());
    await instance.leave();
  },
  'that is none, works until it is told to end': async () => {
    const { instance } = await start(undefined, { metadata: undefined, hook: undefined });
    assert.ok(instance.mayTake());
    instance.askToEnd();
    assert.ok(instance.end.aborted);
    await instance.leave();
  },
});
