/** One message on moto, with real claims, heartbeats and files: what is in table, queue and bucket afterwards. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import * as assert from 'uvu/assert';
import { failureOf } from '../../hub/job/failure.ts';
import { later } from '../../hub/job/times.ts';
import { check } from '../../test/kit/check.ts';
import { type MakeStage, makeFile, openWorkerBench, testHash } from '../../test/worker/worker-bench.ts';
import { currentTime } from '../environment.ts';

const ALL = ['text-to-image', 'matte', 'image-to-3d'] as const;
/** Does something else at one stage, at its first attempts. */
const failing =
  (stage: (typeof ALL)[number], outcome: Awaited<ReturnType<MakeStage>>, attempts = 1): MakeStage =>
  (made, run, attempt) =>
    made === stage && attempt <= attempts ? Promise.resolve(outcome) : makeFile(made, run, attempt);

check('a message', {
  'leads its job through the stages of the queue': async () => {
    const bench = await openWorkerBench();
    const { jobId } = await bench.submit();
    assert.is((await bench.workOnce())?.kind, 'done');
    const job = await bench.jobOf(jobId);
    assert.equal(bench.ran, [...ALL]);
    assert.is(job.status, 'running');
    assert.is(job.attempts, 1);
    assert.is(job.lease, undefined);
    assert.equal(job.progress, { stage: 'image-to-3d', ratio: 1 });
    assert.is(await bench.receive(), undefined);
    assert.is((await bench.hub.itemOf('queue#generation'))?.departedCount, 1);
    assert.equal(
      await bench.keysOf(jobId),
      ['image-to-3d', 'matte', 'text-to-image'].flatMap(stage => [
        `${stage}/HASH/manifest.json`,
        `${stage}/HASH/result.txt`,
      ]),
    );
  },
  'has told its first looks before the job moves on': async () => {
    const showing: MakeStage = async (stage, run, attempt) => {
      if (stage === 'text-to-image') run.onPreview(Uint8Array.of(1), 'image/png');
      if (stage === 'image-to-3d') run.onPreview(Uint8Array.of(2), 'model/gltf-binary');
      return makeFile(stage, run, attempt);
    };
    const bench = await openWorkerBench({}, showing);
    const { jobId } = await bench.submit();
    // The event of the last manifest is faster than the worker: nobody holds the job any more when the store answers.
    const storeResult: typeof bench.assets.storeResult = async (manifest, ...rest) => {
      const document = await bench.assets.storeResult(manifest, ...rest);
      const { lease: _, ...job } = await bench.jobOf(jobId);
      if (manifest.stage === 'image-to-3d') await bench.hub.putItem({ ...job, turn: 2 });
      return document;
    };
    await bench.workOnce({ assets: { ...bench.assets, storeResult } });
    const { previewKey = '', previewMeshKey = '', previewedAt = '' } = await bench.jobOf(jobId);
    assert.match(previewKey, /^jobs\/\w+\/preview\/[0-9a-f]{16}\.png$/);
    assert.match(previewMeshKey, /^jobs\/\w+\/preview\/[0-9a-f]{16}\.glb$/);
    assert.ok(previewedAt > later(currentTime(), -60));
    const keys = await bench.keysOf(jobId);
    assert.equal(
      [previewKey, previewMeshKey].filter(key => !keys.includes(key.replace(`jobs/${jobId}/`, ''))),
      [],
    );
  },
  'makes nothing again that is stored': async () => {
    const bench = await openWorkerBench({}, failing('image-to-3d', { kind: 'transient', error: new Error('once') }));
    const { jobId } = await bench.submit();
    assert.is((await bench.workOnce())?.kind, 'transient');
    assert.is((await bench.jobOf(jobId)).lease, undefined);
    assert.is((await bench.workOnce())?.kind, 'done');
    assert.equal(bench.ran, [...ALL, 'image-to-3d']);
    assert.is((await bench.hub.itemOf('queue#generation'))?.departedCount, 1, 'it left the queue once');
  },
  'says once more that the last stage is stored': async () => {
    const bench = await openWorkerBench();
    const job = await bench.submit();
    await bench.workOnce();
    await bench.send(job);
    assert.is((await bench.workOnce())?.kind, 'done');
    assert.equal(bench.ran, [...ALL]);
    assert.ok((await bench.keysOf(job.jobId)).includes('image-to-3d/HASH/end.json'));
  },
  'ends a job early that wants no more': async () => {
    const bench = await openWorkerBench();
    const { jobId } = await bench.submit({ request: { kind: 'image', prompt: 'a fox' } });
    await bench.workOnce();
    assert.equal(bench.ran, ['text-to-image']);
    assert.ok((await bench.keysOf(jobId)).includes('text-to-image/HASH/end.json'));
  },
  'of an earlier turn, of an ended job and of none is deleted': async () => {
    const bench = await openWorkerBench();
    await bench.submit({}, { turn: 2 });
    const job = await bench.submit({}, { status: 'canceled' });
    await bench.send({ ...job, jobId: 'a'.repeat(26) });
    const sent = await bench.submit({}, {});
    await bench.hub.putItem({ ...sent, turn: 2 });
    const kinds = [];
    for (let message = 0; message < 4; message += 1) kinds.push(await bench.workOnce());
    const reasons = kinds.map(outcome => (outcome?.kind === 'drop' ? outcome.reason : outcome?.kind));
    assert.equal(reasons.toSorted(), ['done', 'job-has-ended', 'unknown-job', 'void-turn']);
    assert.is(await bench.receive(), undefined);
  },
  'of a job that another worker has stays hidden as long as that may be': async () => {
    const bench = await openWorkerBench();
    const until = later(currentTime(), 20);
    const { jobId } = await bench.submit({}, { status: 'running', attempts: 1, lease: { id: 'other', until } });
    const outcome = await bench.workOnce();
    assert.ok(outcome?.kind === 'wait' && outcome.seconds > 15 && outcome.seconds <= 20, JSON.stringify(outcome));
    assert.equal((await bench.jobOf(jobId)).lease, { id: 'other', until });
    assert.is(await bench.receive(), undefined, 'hidden');
  },
  'of a job past its deadline ends it': async () => {
    const bench = await openWorkerBench();
    const { jobId } = await bench.submit({}, { deadlineAt: later(currentTime(), -1) });
    await bench.workOnce();
    assert.is((await bench.jobOf(jobId)).status, 'expired');
    assert.equal(bench.ran, []);
  },
  'that nobody can read goes to the dead letters': async () => {
    const bench = await openWorkerBench({ receiveCountMax: 2 });
    const { sqs, queue, deadLettersUrl } = bench;
    await sqs.send(new SendMessageCommand({ QueueUrl: queue.url, MessageBody: '{"version":9}' }));
    assert.is((await bench.workOnce())?.kind, 'unreadable');
    assert.is((await bench.workOnce())?.kind, 'unreadable');
    assert.is(await bench.workOnce(), undefined);
    assert.is(await bench.visibleCount(deadLettersUrl), 1);
    assert.is(bench.logged.filter(line => line === 'warn message unreadable').length, 2);
  },
});

check('a stage', {
  'that can never be made fails its job, with a word for its owner': async () => {
    const failure = failureOf('no-character', 'the image shows nobody');
    const bench = await openWorkerBench({}, failing('matte', { kind: 'permanent', failure }));
    const { jobId } = await bench.submit();
    assert.is((await bench.workOnce())?.kind, 'permanent');
    const job = await bench.jobOf(jobId);
    assert.is(job.status, 'failed');
    assert.equal(job.failure, failure);
    assert.is(job.openShard, undefined);
    assert.is(await bench.receive(), undefined);
  },
  'that fails every time fails its job at the last receive, and its message is a dead letter': async () => {
    const outcome = { kind: 'transient', error: new Error('always') } as const;
    const bench = await openWorkerBench({ receiveCountMax: 2 }, failing('matte', outcome, 9));
    const { jobId } = await bench.submit();
    await bench.workOnce();
    assert.is((await bench.jobOf(jobId)).status, 'running');
    await bench.workOnce();
    assert.is((await bench.jobOf(jobId)).failure?.code, 'too-many-attempts');
    assert.is(await bench.workOnce(), undefined);
    assert.is(await bench.visibleCount(bench.deadLettersUrl), 1);
  },
  'whose host died is made again at once': async () => {
    const bench = await openWorkerBench({}, failing('matte', { kind: 'host-crash', error: new Error('SIGSEGV') }));
    await bench.submit();
    assert.is((await bench.workOnce())?.kind, 'done');
    assert.equal(bench.ran, ['text-to-image', 'matte', 'matte', 'image-to-3d']);
  },
  'that ran out of memory is made with less': async () => {
    const reduced: boolean[] = [];
    const bench = await openWorkerBench({}, (stage, run, attempt) => {
      reduced.push(run.isReduced);
      return failing('matte', { kind: 'out-of-memory', error: new Error('CUDA') })(stage, run, attempt);
    });
    await bench.submit();
    assert.is((await bench.workOnce())?.kind, 'done');
    assert.equal(reduced, [false, false, true, false]);
  },
  'whose checkpoint is damaged is made again': async () => {
    const bench = await openWorkerBench();
    const job = await bench.submit();
    await bench.workOnce();
    const inputHash = testHash('text-to-image', { job, earlier: new Map() });
    const Key = `jobs/${job.jobId}/text-to-image/${inputHash}/manifest.json`;
    await bench.s3.send(new PutObjectCommand({ Bucket: bench.bucket, Key, Body: '{"version":' }));
    await bench.send(job);
    assert.is((await bench.workOnce())?.kind, 'done');
    assert.equal(bench.ran, [...ALL, 'text-to-image']);
    assert.ok(bench.logged.includes('warn a checkpoint is damaged and is made again'));
  },
});

check('a job', {
  'of an earlier queue whose result is gone is the hub’s fault': async () => {
    const bench = await openWorkerBench();
    const key = `jobs/${'a'.repeat(26)}/package/${'0'.repeat(64)}/manifest.json`;
    const { jobId } = await bench.submit({}, { manifests: { package: key } });
    assert.is((await bench.workOnce())?.kind, 'permanent');
    assert.is((await bench.jobOf(jobId)).failure?.code, 'hub-fault');
  },
  'begins with what was uploaded, or says that it is gone': async () => {
    const bench = await openWorkerBench();
    const inputKey = 'uploads/x/y';
    await bench.s3.send(new PutObjectCommand({ Bucket: bench.bucket, Key: inputKey, Body: 'pixels' }));
    const request = { kind: 'mesh', upload_id: 'a'.repeat(26) } as const;
    await bench.submit({ request, inputKey });
    assert.is((await bench.workOnce())?.kind, 'done');
    assert.equal(bench.ran, ['matte', 'image-to-3d']);
    await bench.s3.send(new DeleteObjectCommand({ Bucket: bench.bucket, Key: inputKey }));
    const { jobId } = await bench.submit({ request, inputKey });
    await bench.workOnce();
    assert.is((await bench.jobOf(jobId)).failure?.code, 'input-unreadable');
  },
  'that was taken from its worker is left alone': async () => {
    const bench = await openWorkerBench({ heartbeatSeconds: 1, visibilityTimeoutSeconds: 20 }, async (stage, run) => {
      if (stage !== 'matte') return makeFile(stage, run, 1);
      const job = await bench.jobOf(run.input.job.jobId);
      await bench.hub.putItem({ ...job, lease: { id: 'other', until: later(currentTime(), 60) } });
      await new Promise(resolve => run.signal.addEventListener('abort', resolve));
      return { kind: 'aborted' };
    });
    const { jobId } = await bench.submit();
    assert.is((await bench.workOnce())?.kind, 'lease-lost');
    assert.is((await bench.jobOf(jobId)).lease?.id, 'other');
    assert.is((await bench.jobOf(jobId)).status, 'running');
  },
  'is handed back at once when the instance goes': async () => {
    const drain = new AbortController();
    const bench = await openWorkerBench({}, async (stage, run) => {
      if (stage === 'matte' && bench.ran.length === 2) {
        drain.abort();
        return { kind: 'aborted' };
      }
      return makeFile(stage, run, 1);
    });
    const { jobId } = await bench.submit();
    assert.is((await bench.workOnce({ drain: drain.signal }))?.kind, 'drain');
    assert.is((await bench.jobOf(jobId)).lease, undefined);
    assert.is((await bench.workOnce())?.kind, 'done');
    assert.equal(bench.ran, ['text-to-image', 'matte', 'matte', 'image-to-3d']);
  },
  'that is handed back at its last receive counts as not sent, and is no dead letter': async () => {
    const bench = await openWorkerBench({ receiveCountMax: 1 });
    const { jobId } = await bench.submit();
    assert.is((await bench.workOnce({ mayBegin: () => false }))?.kind, 'drain');
    const job = await bench.jobOf(jobId);
    assert.is(job.sentTurn, job.turn - 1);
    assert.is(job.status, 'starting');
    assert.is(await bench.workOnce(), undefined);
    assert.is(await bench.visibleCount(bench.deadLettersUrl), 0);
  },
});

/** Nothing else runs on this thread meanwhile: no timer, no answer of AWS. */
function block(seconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, seconds * 1000);
}

/** How many messages another process gets out of the queue in that time. */
async function receivedElsewhere(queueUrl: string, seconds: number): Promise<string> {
  const script = `
    import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
    const received = await new SQSClient({}).send(
      new ReceiveMessageCommand({ QueueUrl: '${queueUrl}', WaitTimeSeconds: ${seconds} }),
    );
    process.stdout.write(String((received.Messages ?? []).length));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script]);
  return stdout;
}

check('a heartbeat', {
  'keeps a message hidden through three visibility timeouts of a blocked thread': async () => {
    const seconds = 2;
    let others: Promise<string> | undefined;
    const bench = await openWorkerBench({ visibilityTimeoutSeconds: seconds, heartbeatSeconds: 0.5 }, (stage, run) => {
      if (stage === 'matte') {
        others = receivedElsewhere(bench.queue.url, 3 * seconds);
        block(3 * seconds);
      }
      return makeFile(stage, run, 1);
    });
    await bench.submit();
    assert.is((await bench.workOnce())?.kind, 'done');
    assert.is(await others, '0', 'nobody else received it');
  },
  'that stops lets the message go': async () => {
    const bench = await openWorkerBench({ visibilityTimeoutSeconds: 1, heartbeatSeconds: 0.5 });
    await bench.submit();
    await bench.receive();
    assert.is(await receivedElsewhere(bench.queue.url, 3), '1');
  },
});
