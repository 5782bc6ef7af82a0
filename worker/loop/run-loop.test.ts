/** The loop on moto: what it takes, what it leaves, and how it ends. */
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { makeFile, openWorkerBench, type WorkerBench } from '../../test/worker/worker-bench.ts';
import { drawRatio } from '../environment.ts';
import { isMessageLost, receiveNext } from './message-queue.ts';
import { type InstancePorts, runLoop, StuckStage } from './run-loop.ts';

type Told = { readonly instance: InstancePorts; readonly told: string[]; readonly end: AbortController };

function instanceOf(mayTake: () => boolean = () => true): Told {
  const told: string[] = [];
  const end = new AbortController();
  const instance: InstancePorts = {
    mayTake,
    end: end.signal,
    onBusy: queue => told.push(`busy with ${queue}`),
    onIdle: () => told.push('idle'),
  };
  return { instance, told, end };
}

const loopOn = (bench: WorkerBench, { instance }: Told, onOutcome: (kind: string) => void) =>
  runLoop({ ...bench.ports, instance, queues: [bench.queue], drawRatio, onPoll: () => {}, onOutcome });

check('the loop', {
  'takes one job after the other, and says when it is busy': async () => {
    const bench = await openWorkerBench();
    const instance = instanceOf();
    const kinds: string[] = [];
    for (let job = 0; job < 3; job += 1) await bench.submit();
    await loopOn(bench, instance, kind => {
      kinds.push(kind);
      if (kinds.length === 3) instance.end.abort();
    });
    assert.equal(kinds, ['done', 'done', 'done']);
    assert.equal(instance.told, Array.from({ length: 3 }, () => ['busy with generation', 'idle']).flat());
  },
  'takes nothing while its instance may not': async () => {
    const bench = await openWorkerBench();
    const instance = instanceOf(() => false);
    await bench.submit();
    setTimeout(() => instance.end.abort(), 1500);
    await loopOn(bench, instance, () => assert.unreachable());
    assert.is(await bench.visibleCount(), 1);
  },
  'shows a message at once that comes while its instance goes': async () => {
    const bench = await openWorkerBench();
    let asked = 0;
    const instance = instanceOf(() => {
      asked += 1;
      if (asked === 2) instance.end.abort();
      return asked === 1;
    });
    await bench.submit();
    await loopOn(bench, instance, () => assert.unreachable());
    assert.is(await bench.visibleCount(), 1);
    assert.equal(instance.told, []);
  },
  'gives up a stage that does not end when it is told to, and ends itself': async () => {
    const drain = new AbortController();
    const bench = await openWorkerBench({}, () => {
      drain.abort();
      return new Promise(() => {});
    });
    const instance = instanceOf();
    const { jobId } = await bench.submit();
    await bench.submit();
    const ports = { ...bench.ports, drain: drain.signal, graceSeconds: 0.2, instance: instance.instance };
    const end = await runLoop({ ...ports, queues: [bench.queue], drawRatio, onPoll: () => {} }).then(
      () => undefined,
      (error: unknown) => error,
    );
    assert.instance(end, StuckStage);
    assert.is((await bench.jobOf(jobId)).lease, undefined);
    assert.is(await bench.visibleCount(), 2, 'its job is there for others, and no other was begun');
  },
  'finishes the job it has when it is told to end': async () => {
    const instance = instanceOf();
    const bench = await openWorkerBench({}, (stage, run, attempt) => {
      instance.end.abort();
      return makeFile(stage, run, attempt);
    });
    await bench.submit();
    await bench.submit();
    const kinds: string[] = [];
    await loopOn(bench, instance, kind => kinds.push(kind));
    assert.equal(kinds, ['done']);
    assert.is(await bench.visibleCount(), 1);
  },
});

check('of several queues', {
  'the first that has a message is served': async () => {
    const [first, second] = [await openWorkerBench(), await openWorkerBench()];
    const [late, early] = [await first.submit(), await second.submit()];
    const queues = [second.queue, first.queue];
    const bodies = [];
    for (let message = 0; message < 2; message += 1) bodies.push((await receiveNext(first.sqs, queues))?.body ?? '');
    assert.equal(
      bodies.map(body => JSON.parse(body).jobId),
      [early.jobId, late.jobId],
    );
    assert.is(await receiveNext(first.sqs, queues), undefined);
    // A job of the last queue does not wait while the first is polled long.
    await first.send(late);
    const patient = queues.map(queue => ({ ...queue, longPollSeconds: 20 }));
    const from = performance.now();
    assert.is(JSON.parse((await receiveNext(first.sqs, patient))?.body ?? '{}').jobId, late.jobId);
    assert.ok(performance.now() - from < 5000);
  },
});

check('a lost message', {
  'is known by its error': () => {
    for (const name of ['ReceiptHandleIsInvalid', 'MessageNotInflight']) assert.ok(isMessageLost({ name }));
    assert.not(isMessageLost(new Error('timeout')));
  },
});
