/** Jobs walk from submit to result over HTTP: typed client, deployed functions, emulator, events, and a worker's real writes. */
import { setTimeout as wait } from 'node:timers/promises';
import * as assert from 'uvu/assert';
import { type Job, jobApi } from '../../client/job-api.ts';
import { jobViewSchema } from '../../hub/job/job-view-schema.ts';
import { check } from '../kit/check.ts';
import { openApi } from './open-api.ts';
import { resultBytes, standInWorker } from './stand-in-worker.ts';

const api = await openApi();
const worker = standInWorker(api);
const client = jobApi(api.url, () => api.tokenOf('ada'));
const EVENT_SECONDS_MAX = 20;

async function see(id: string): Promise<Job> {
  const { data, error } = await client.GET('/v1/jobs/{id}', { params: { path: { id } } });
  if (data === undefined) throw new Error(JSON.stringify(error));
  return jobViewSchema.parse(data) as Job;
}

/** Until an event has come through: the job as it then is. */
async function until(id: string, isSo: (job: Job) => boolean): Promise<Job> {
  for (let waited = 0; waited < EVENT_SECONDS_MAX; waited += 0.1) {
    const job = await see(id);
    if (isSo(job)) return job;
    await wait(100);
  }
  throw new Error(`it has not come to that in ${EVENT_SECONDS_MAX} s: ${JSON.stringify(await see(id))}`);
}

async function fetchResult(id: string): Promise<Response> {
  const { response } = await client.GET('/v1/jobs/{id}/result', { params: { path: { id } }, redirect: 'manual' });
  assert.is(response.status, 303);
  return fetch(response.headers.get('location') ?? '');
}

check('a job over HTTP', {
  'of a character goes from submit to its file': async () => {
    const { data, response } = await client.POST('/v1/jobs', { body: { prompt: 'a fox knight' } });
    const id = data?.job_id ?? '';
    assert.equal([response.status, response.headers.get('location')], [202, `/v1/jobs/${id}`]);
    const begun = await worker.begin('generation');
    assert.is(begun.jobId, id);
    const running = await see(id);
    assert.equal([running.status, running.stage, running.queue_position], ['running', 'image', undefined]);
    assert.ok(running.progress > 0 && running.progress < 1);
    const early = await client.GET('/v1/jobs/{id}/result', { params: { path: { id } } });
    assert.equal([early.response.status, early.error?.code], [409, 'result-not-ready']);
    await begun.finish();
    const passed = await until(id, job =>
      job.stages.some(({ stage, status }) => stage === 'mesh' && status === 'done'),
    );
    assert.ok(passed.progress > running.progress);
    const preview = await fetch(passed.preview_url ?? '');
    assert.equal([preview.status, await preview.text()], [200, 'a preview']);
    assert.is((await until(id, job => job.wait_reason !== undefined)).wait_reason, 'queue');
    assert.is(await worker.doOne('rigging'), 'done');
    const done = await until(id, job => job.status === 'succeeded');
    assert.equal([done.progress, done.eta_seconds, done.urls.result], [1, undefined, `/v1/jobs/${id}/result`]);
    const file = await fetchResult(id);
    assert.equal([file.status, file.headers.get('content-type')], [200, 'model/gltf-binary']);
    assert.equal(Buffer.from(await file.arrayBuffer()), resultBytes(id));
    assert.is(await worker.doOne('generation'), 'nothing');
    assert.is(await worker.doOne('rigging'), 'nothing');
  },
  'of an image ends where it is made': async () => {
    const { data } = await client.POST('/v1/jobs', { body: { kind: 'image', prompt: 'a fox knight' } });
    const id = data?.job_id ?? '';
    assert.is(await worker.doOne('generation'), 'done');
    const done = await until(id, job => job.status === 'succeeded');
    assert.equal(done.stages, [{ stage: 'image', status: 'done', progress: 1 }]);
    assert.is((await fetchResult(id)).headers.get('content-type'), 'image/png');
  },
  'that was canceled is dropped by the worker, and done after a retry': async () => {
    const { data } = await client.POST('/v1/jobs', { body: { kind: 'image', prompt: 'an owl' } });
    const path = { id: data?.job_id ?? '' };
    const canceled = await client.POST('/v1/jobs/{id}/cancel', { params: { path } });
    assert.equal([canceled.response.status, canceled.data?.status], [202, 'canceled']);
    assert.is(await worker.doOne('generation'), 'dropped');
    const retried = await client.POST('/v1/jobs/{id}/retry', { params: { path } });
    assert.equal([retried.response.status, retried.data?.status], [202, 'queued']);
    assert.is(await worker.doOne('generation'), 'done');
    await until(path.id, job => job.status === 'succeeded');
  },
  'that is not signed for is not given': async () => {
    const { data } = await client.GET('/v1/jobs', { params: { query: { limit: 1 } } });
    const { response } = await client.GET('/v1/jobs/{id}/result', {
      params: { path: { id: data?.jobs[0]?.job_id ?? '' } },
      redirect: 'manual',
    });
    const url = new URL(response.headers.get('location') ?? '');
    const statusWith = async (change: (params: URLSearchParams) => void) => {
      const other = new URL(url);
      change(other.searchParams);
      return (await fetch(other)).status;
    };
    assert.is(await statusWith(() => {}), 200);
    assert.is(await statusWith(params => params.delete('Signature')), 403);
    assert.is(await statusWith(params => params.set('Expires', String(Number(params.get('Expires')) + 1))), 403);
    assert.is(
      (await fetch(`${url.origin}${url.pathname.replace('image.png', 'manifest.json')}${url.search}`)).status,
      403,
    );
  },
  'leaves nothing in the log of errors': () => assert.equal(api.errors, []),
});
