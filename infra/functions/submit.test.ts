/** Submits over HTTP, on moto: what is in the table and the queue afterwards. */
import * as assert from 'uvu/assert';
import type { ApiProblem } from '../../hub/job/api-problem.ts';
import { jobSchema } from '../../hub/job/job.ts';
import { sentChange } from '../../hub/job/reconcile-job.ts';
import { later } from '../../hub/job/times.ts';
import { functionVariables } from '../../local/load-functions.ts';
import { openApi, type TestApi } from '../../test/api/open-api.ts';
import { check } from '../../test/kit/check.ts';
import { captureLines } from '../../test/moto/capture-lines.ts';
import { httpEvent } from '../../test/moto/http-event.ts';
import { loadFunction } from '../../test/moto/load-function.ts';
import type { HttpAnswer } from './http-answer.ts';

/** One hub for the rows that only look at their own jobs. */
const api = await openApi();
const FOX = { prompt: 'a fox knight' };

async function isQuiet({ takeMessages }: TestApi): Promise<void> {
  assert.equal(await takeMessages('generation'), []);
}

check('submit', {
  'answers 202 with the job, where it is, and when to ask': async () => {
    const { status, headers, body } = await api.submit('ada', { prompt: ' a fox\nknight ', seed: 7 });
    assert.is(status, 202);
    assert.is(headers.get('location'), `/v1/jobs/${body.job_id}`);
    assert.is(headers.get('content-type'), 'application/json');
    assert.is(headers.get('cache-control'), 'no-store');
    const pauseSeconds = Number(headers.get('retry-after'));
    assert.ok(pauseSeconds >= 5 && pauseSeconds <= 30);
    assert.is(body.status, 'queued');
    assert.is(body.prompt, 'a fox knight');
    assert.is(body.kind, 'character');
    assert.ok((body.queue_position ?? 0) >= 1 && body.queue_position_estimated === true);
    const { p50 = 0, p90 = 0 } = body.eta_seconds ?? {};
    assert.ok(p50 > 60 && p90 > p50, `${p50} ${p90}`);
    await api.takeMessages('generation');
  },
  'stores the job, sends one message, and notes that': async () => {
    const { body } = await api.submit('ada');
    const item = await api.jobOf(body.job_id);
    assert.equal(item, jobSchema.parse(item), 'nothing else is stored');
    assert.equal([item.ownerId, item.queue, item.turn, item.sentTurn], ['ada', 'generation', 1, 1]);
    const message = { version: 1, jobId: body.job_id, queue: 'generation', turn: 1 };
    assert.equal(await api.takeMessages('generation'), [message]);
    assert.equal(await api.takeMessages('rigging'), []);
  },
  'makes a job of every submit': async () => {
    const replies = await Promise.all(Array.from({ length: 20 }, () => api.submit('ada')));
    const ids = replies.map(({ body }) => body.job_id);
    assert.is(new Set(ids).size, 20);
    const messages = await api.takeMessages('generation');
    assert.equal(messages.map(({ jobId }) => jobId).toSorted(), ids.toSorted());
  },
  'counts those that wait before it': async () => {
    for (let job = 0; job < 3; job += 1) await api.submit('ada');
    await new Promise(resolve => setTimeout(resolve, 1100));
    assert.is((await api.submit('ada')).body.queue_position, 4);
    await api.takeMessages('generation');
  },
  'gives a job that is to be done soon a deadline': async () => {
    const { body } = await api.submit('ada', { ...FOX, expires_in: 600 });
    assert.is(body.deadline_at, later(body.created_at, 600));
    await api.takeMessages('generation');
  },
  'sends a rig where its first stage is': async () => {
    // The way of an upload is tested beside uploads; here only that it needs one.
    const reply = await api.problem('POST', '/v1/jobs', { body: { kind: 'rig', upload_id: 'a'.repeat(26) } });
    assert.equal([reply.status, reply.body.code], [422, 'upload-unusable']);
    assert.equal(reply.body.errors?.[0]?.pointer, '#/upload_id');
  },
});

const refused = async (parts: Parameters<TestApi['problem']>[2]) => {
  const { status, headers, body } = await api.problem('POST', '/v1/jobs', parts);
  assert.is(headers.get('content-type'), 'application/problem+json');
  assert.is(body.status, status);
  return body;
};

check('a submit is refused', {
  'that is not JSON': async () => {
    for (const rawBody of ['', '{', 'prompt=a+fox', '\u0000']) {
      const body = await refused({ rawBody, headers: { 'content-type': 'application/json' } });
      assert.equal([body.status, body.code, body.detail], [400, 'invalid-json', 'the body must be JSON']);
    }
    await isQuiet(api);
  },
  'that does not say it is JSON': async () => {
    const body = await refused({ body: FOX, headers: { 'content-type': 'application/x-www-form-urlencoded' } });
    assert.is(body.code, 'unsupported-media-type');
  },
  'that is too long': async () => {
    const body = await refused({ body: { prompt: 'x'.repeat(2_000_000) } });
    assert.is(body.code, 'body-too-large');
  },
  'with wrong fields, all at once': async () => {
    const { code, errors } = await refused({ body: { prompt: '', seed: -1, size: 3 } });
    assert.is(code, 'invalid-request');
    assert.equal(
      errors?.map(({ pointer }) => pointer),
      ['#/prompt', '#/seed', '#/size'],
    );
    await isQuiet(api);
  },
  'without a token, or with a bad one': async () => {
    for (const token of ['', 'x.y.z', api.tokenOf('ada', { exp: 1 }), api.tokenOf('ada', { aud: 'other' })]) {
      assert.is((await refused({ token, body: FOX })).code, 'unauthenticated');
    }
  },
  'with a key that is no key': async () => {
    for (const key of ['a b', 'x'.repeat(256), 'ä']) {
      const headers = { 'idempotency-key': Buffer.from(key).toString('latin1') };
      assert.is((await refused({ body: FOX, headers })).code, 'invalid-request', key);
    }
  },
});

const keyed = (key: string, body: unknown = FOX, owner = 'ada') => api.submit(owner, body, { 'idempotency-key': key });

check('an Idempotency-Key', {
  'makes one job of the same request, however it is written down': async () => {
    const first = await keyed('one');
    const again = await keyed('one', { kind: 'character', prompt: ' a fox knight' });
    assert.equal([again.status, again.body.job_id], [202, first.body.job_id]);
    assert.is(first.headers.get('idempotency-replayed'), null);
    assert.is(again.headers.get('idempotency-replayed'), 'true');
    assert.is((await api.takeMessages('generation')).length, 1);
  },
  'of another request is refused': async () => {
    await keyed('two');
    const other = (await keyed('two', { prompt: 'a bear' })) as unknown as { status: number; body: ApiProblem };
    assert.equal([other.status, other.body.code], [422, 'idempotency-key-reused']);
    await api.takeMessages('generation');
  },
  'is each caller’s own': async () => {
    const [mine, yours] = [await keyed('three'), await keyed('three', FOX, 'bob')];
    assert.is.not(mine.body.job_id, yours.body.job_id);
    await api.takeMessages('generation');
  },
  'that many use at once makes one job with one message': async () => {
    const replies = await Promise.all(Array.from({ length: 10 }, () => keyed('four')));
    const accepted = replies.filter(({ status }) => status === 202);
    assert.ok(accepted.length >= 1);
    for (const { status, headers } of replies) assert.ok(status === 202 || headers.get('retry-after') === '2');
    assert.is(new Set(accepted.map(({ body }) => body.job_id)).size, 1);
    assert.is((await api.takeMessages('generation')).length, 1);
  },
  'whose first request died before it sent is sent by the next, with a turn of its own': async () => {
    const { body } = await keyed('five');
    await api.takeMessages('generation');
    const job = await api.jobOf(body.job_id);
    const { set } = sentChange({ turn: 0 });
    await api.putItem({ ...job, ...set });
    assert.is((await keyed('five')).status, 409, 'it may still be at it');
    await api.putItem({ ...job, ...set, place: { ...job.place, since: later(job.place.since, -60) } });
    assert.is((await keyed('five')).status, 202);
    const [message] = await api.takeMessages('generation');
    assert.equal([message?.jobId, message?.turn], [body.job_id, 2]);
    assert.is((await api.jobOf(body.job_id)).sentTurn, 2);
  },
  'is answered although the hub is full': async () => {
    const small = await openApi(plan => ({ ...plan, admission: { jobsInSystemMax: 1, jobsPerCallerMax: 0 } }));
    const first = await small.submit('ada', FOX, { 'idempotency-key': 'x' });
    await new Promise(resolve => setTimeout(resolve, 1100));
    const full = await small.problem('POST', '/v1/jobs', { owner: 'bob', body: FOX });
    assert.equal([full.status, full.body.code], [429, 'hub-full']);
    assert.ok(Number(full.headers.get('retry-after')) >= 5);
    const again = await small.submit('ada', FOX, { 'idempotency-key': 'x' });
    assert.equal([again.status, again.body.job_id], [202, first.body.job_id]);
    await small.stop();
  },
});

check('a caller', {
  'may have as many open jobs as the plan says, and others are not held up': async () => {
    const small = await openApi(plan => ({ ...plan, admission: { jobsInSystemMax: 0, jobsPerCallerMax: 2 } }));
    const [first] = [await small.submit('ada'), await small.submit('ada')];
    const third = await small.problem('POST', '/v1/jobs', { body: FOX });
    assert.equal([third.status, third.body.code], [429, 'caller-full']);
    assert.ok(Number(third.headers.get('retry-after')) > 60, 'not before the first of them is done');
    assert.is((await small.submit('bob')).status, 202);
    await small.call('POST', `/v1/jobs/${first.body.job_id}/cancel`);
    assert.is((await small.submit('ada')).status, 202);
    assert.is((await small.problem('POST', '/v1/jobs', { body: FOX })).status, 429);
    await small.stop();
  },
});

const event = httpEvent({
  routeKey: 'POST /v1/jobs',
  ownerId: 'ada',
  body: JSON.stringify({ prompt: 'a secret fox' }),
});
async function answerWith(variables: Readonly<Record<string, string>>) {
  const handler = await loadFunction<HttpAnswer>('submit', { ...functionVariables(api.wiring), ...variables });
  const { result, lines } = await captureLines(() => handler(event));
  return { answer: result, problem: JSON.parse(result.body) as ApiProblem, lines };
}

check('the submit function', {
  'answers 503 and keeps no job when the queue takes no message': async () => {
    const queueUrls = { ...api.hub.queueUrls, generation: `${api.hub.queueUrls.generation}-gone` };
    const { answer, problem, lines } = await answerWith({ QUEUE_URLS: JSON.stringify(queueUrls) });
    assert.equal([answer.statusCode, problem.code], [503, 'queue-unavailable']);
    assert.is(answer.headers['retry-after'], '5');
    const entry = JSON.parse(lines.find(line => line.includes('took no message')) ?? '{}');
    assert.is(entry.level, 'ERROR');
    assert.is(await api.jobOf(entry.jobId), undefined);
    assert.not.match(lines.join(), /secret/);
  },
  'tells a caller no more than that something failed, and the log why': async () => {
    const { answer, problem, lines } = await answerWith({ JOB_TABLE_NAME: 'no-such-table' });
    assert.equal([answer.statusCode, problem.code], [500, 'internal']);
    assert.not.match(answer.body, /table/i);
    const entry = JSON.parse(lines.at(-1) ?? '{}');
    assert.is(entry.error.name, 'ResourceNotFoundException');
    assert.match(problem.detail, entry.requestId);
    assert.not.match(lines.join(), /secret/);
  },
  'does not start without its variables, and says which': async () => {
    const { JOB_TABLE_NAME: _, ...others } = functionVariables(api.wiring);
    delete process.env.JOB_TABLE_NAME;
    try {
      await loadFunction('submit', others);
      assert.unreachable();
    } catch (error) {
      assert.match(String(error), /JOB_TABLE_NAME is missing/);
    }
  },
});
