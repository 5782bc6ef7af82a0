/** The get function as Lambda runs it, on moto. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import * as assert from 'uvu/assert';
import type { ApiProblem } from '../../hub/job/api-problem.ts';
import { type Job, newJob } from '../../hub/job/job.ts';
import { jobIdOf } from '../../hub/job/job-id.ts';
import { isTerminal, JOB_STATUSES } from '../../hub/job/job-status.ts';
import { jobView } from '../../hub/job/job-view.ts';
import { check } from '../../test/kit/check.ts';
import { captureLines } from '../../test/moto/capture-lines.ts';
import { httpEvent } from '../../test/moto/http-event.ts';
import { createHubOnMoto } from '../../test/moto/hub-on-moto.ts';
import { loadFunction } from '../../test/moto/load-function.ts';
import { startMoto } from '../../test/moto/start-moto.ts';
import type { HttpAnswer } from './http-answer.ts';

const job = newJob({
  jobId: jobIdOf(new Uint8Array(16)),
  ownerId: 'ada',
  request: { prompt: 'a fox' },
  firstQueue: 'generation',
  now: '2026-11-22T10:00:00.000Z',
  retentionDays: 30,
});
const { jobId } = job;

/** The function in a hub that has this one job. */
async function openHub(stored: Job = job) {
  const hub = await createHubOnMoto([]);
  await hub.putItem(stored);
  const handler = await loadFunction<HttpAnswer>('get', { JOB_TABLE_NAME: hub.tableName });
  const get = async (id: string, ownerId = 'ada') =>
    (await captureLines(() => handler(httpEvent({ routeKey: 'GET /v1/jobs/{id}', ownerId, id })))).result;
  return { hub, get };
}

/** moto behind a read replica that has not heard of anything yet; moto itself never lags. */
async function withLaggingReads<Result>(action: (endpoint: string) => Promise<Result>): Promise<Result> {
  const { endpoint } = await startMoto();
  const server = createServer(async (request, response) => {
    const body = await text(request);
    if (JSON.parse(body).ConsistentRead !== true) return response.end('{}');
    const { 'x-amz-target': target = '', authorization = '' } = request.headers;
    const headers = { 'x-amz-target': String(target), authorization, 'content-type': 'application/x-amz-json-1.0' };
    return response.end(await (await fetch(endpoint, { method: 'POST', headers, body })).text());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    return await action(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

check('get', {
  'finds a job of which not every copy of the table has heard': async () => {
    const hub = await createHubOnMoto([]);
    await hub.putItem(job);
    const answer = await withLaggingReads(async AWS_ENDPOINT_URL => {
      const handler = await loadFunction<HttpAnswer>('get', { JOB_TABLE_NAME: hub.tableName, AWS_ENDPOINT_URL });
      return handler(httpEvent({ routeKey: 'GET /v1/jobs/{id}', ownerId: 'ada', id: jobId }));
    });
    assert.is(answer.statusCode, 200);
  },
  'shows the owner how the job stands': async () => {
    const { get } = await openHub();
    const { statusCode, headers, body } = await get(jobId);
    assert.is(statusCode, 200);
    assert.equal(JSON.parse(body), jobView(job));
    assert.equal(headers, {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      'retry-after': '30',
    });
  },
  'says when to ask again until the job has ended': async () => {
    for (const status of JOB_STATUSES) {
      const { get } = await openHub({ ...job, status });
      assert.is('retry-after' in (await get(jobId)).headers, !isTerminal(status), status);
    }
  },
  'tells nobody else that the job exists': async () => {
    const { get } = await openHub();
    const another = await get(jobId, 'bob');
    const unknown = await get(jobIdOf(new Uint8Array(16).fill(1)), 'bob');
    assert.is(another.statusCode, 404);
    assert.equal(another, unknown, 'not even by a different answer');
    assert.is((JSON.parse(another.body) as ApiProblem).code, 'job-not-found');
    assert.is(another.headers['content-type'], 'application/problem+json');
  },
  'takes no strange id to the table': async () => {
    const { get } = await openHub();
    for (const id of ['', 'x', '../jobs', jobId.toUpperCase(), 'x'.repeat(3000)]) {
      assert.is((await get(id)).statusCode, 404, id);
    }
  },
  'answers 500 for an item that is no job, and shows none of it': async () => {
    const { get } = await openHub({ ...job, status: 'secret' } as unknown as Job);
    const { statusCode, body } = await get(jobId);
    assert.is(statusCode, 500);
    assert.not.match(body, /secret|fox/);
  },
});
