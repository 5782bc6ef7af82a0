/**
 * A character's whole way over HTTP on moto: submitted, worked on by the worker's own loop with stages that are made for
 * tests, sent on by the events of the bucket, finished, and fetched at a signed URL.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { KIND_STAGES } from '../../hub/job/job-kind.ts';
import type { JobView } from '../../hub/job/job-view.ts';
import { RESULT_FILES } from '../../hub/job/result-file.ts';
import { handleMessage } from '../../worker/loop/handle-message.ts';
import { receiveFrom } from '../../worker/loop/message-queue.ts';
import type { WorkerQueue } from '../../worker/settings.ts';
import { check } from '../kit/check.ts';
import { handlePortsOn, makeFile, makeFileNamed } from '../worker/worker-bench.ts';
import { openApi } from './open-api.ts';

const api = await openApi();
const { table, sqs, s3 } = api.clients;
const ports = await handlePortsOn({
  table,
  sqs,
  s3,
  tableName: api.hub.tableName,
  bucket: api.hub.bucket,
  scratchFolder: mkdtempSync(join(tmpdir(), 'asset-hub-walk-')),
  // The last stage's file is named as the API will look for it.
  makeStage: (stage, run, attempt) => {
    const { kind } = run.input.job;
    return stage === KIND_STAGES[kind].last
      ? makeFileNamed(RESULT_FILES[kind].name, stage, run)
      : makeFile(stage, run, attempt);
  },
});

async function workOn(queueName: string): Promise<string | undefined> {
  const queue = api.plan.queues.find(({ name }) => name === queueName)!;
  const workerQueue: WorkerQueue = { ...queue, url: api.hub.queueUrls[queueName]! };
  const received = await receiveFrom(sqs, workerQueue, 0);
  return received === undefined ? undefined : (await handleMessage(received, ports)).kind;
}

/** Until the API shows what is waited for; events take a moment. */
async function until(jobId: string, isSo: (view: JobView) => boolean): Promise<JobView> {
  for (let asked = 0; asked < 100; asked += 1) {
    const { body } = await api.call('GET', `/v1/jobs/${jobId}`);
    if (isSo(body)) return body;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  throw new Error(`job ${jobId} did not get there: ${JSON.stringify(await api.jobOf(jobId))}`);
}

check('a job', {
  'walks from its submit to a character in its player’s hands': async () => {
    const { body } = await api.submit('ada');
    const id = body.job_id;
    assert.is(await workOn('generation'), 'done');
    const sentOn = await until(id, view => view.stages[1]?.status === 'done' && view.queue_position !== undefined);
    assert.equal([sentOn.status, sentOn.stage, sentOn.wait_reason], ['running', 'retopology', 'queue']);
    assert.is(await workOn('rigging'), 'done');
    const done = await until(id, view => view.status === 'succeeded');
    assert.equal([done.progress, done.stage, done.eta_seconds], [1, undefined, undefined]);
    assert.ok(done.finished_at !== undefined && done.urls.result !== undefined);
    const result = await api.call('GET', done.urls.result ?? '');
    const file = await fetch(result.headers.get('location') ?? '');
    assert.equal([file.status, await file.text()].slice(0, 1), [200]);
    assert.equal(api.errors, []);
    assert.is(await workOn('generation'), undefined);
    assert.is(await workOn('rigging'), undefined);
  },
  'of an image ends early, with an image': async () => {
    const { body } = await api.submit('ada', { kind: 'image', prompt: 'a fox' });
    assert.is(await workOn('generation'), 'done');
    const done = await until(body.job_id, view => view.status === 'succeeded');
    const result = await api.call<{ file_name: string }>('GET', done.urls.result ?? '');
    assert.is(result.body.file_name, 'image.png');
    assert.is((await fetch(result.headers.get('location') ?? '')).status, 200);
  },
  'that was canceled is dropped by the worker that receives it': async () => {
    const { body } = await api.submit('ada');
    await api.call('POST', `/v1/jobs/${body.job_id}/cancel`);
    assert.is(await workOn('generation'), 'drop');
    assert.is((await api.call('GET', `/v1/jobs/${body.job_id}`)).body.status, 'canceled');
  },
});
