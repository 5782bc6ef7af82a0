/** The submit function as Lambda runs it, on moto: what is in the table and the queue afterwards. */
import * as assert from 'uvu/assert';
import type { ApiProblem } from '../../hub/job/api-problem.ts';
import { jobSchema } from '../../hub/job/job.ts';
import type { JobView } from '../../hub/job/job-view.ts';
import type { Pipeline } from '../../hub/job/pipeline.ts';
import { check } from '../../test/kit/check.ts';
import { captureLines } from '../../test/moto/capture-lines.ts';
import { httpEvent } from '../../test/moto/http-event.ts';
import { createHubOnMoto, type HubOnMoto } from '../../test/moto/hub-on-moto.ts';
import { loadFunction } from '../../test/moto/load-function.ts';
import type { HttpAnswer } from './http-answer.ts';
import type { SubmitVariables } from './submit.ts';

const pipeline: Pipeline = [
  { queue: 'generation', stages: ['text-to-image'] },
  { queue: 'rigging', stages: ['package'] },
];

function variablesOf(hub: HubOnMoto): SubmitVariables {
  return {
    JOB_TABLE_NAME: hub.tableName,
    FIRST_QUEUE: 'generation',
    FIRST_QUEUE_URL: hub.queueUrls.generation ?? '',
    JOB_RETENTION_DAYS: '30',
  };
}

const submitEvent = (body?: string) =>
  httpEvent({ routeKey: 'POST /v1/jobs', ownerId: 'ada', ...(body === undefined ? {} : { body }) });

/** One table and one pair of queues, and the function wired to them. */
async function openHub() {
  const hub = await createHubOnMoto(pipeline);
  const handler = await loadFunction<HttpAnswer>('submit', variablesOf(hub));
  const submit = async (event: unknown) => (await captureLines(() => handler(event))).result;
  return { hub, handler, submit };
}

const problemOf = ({ body }: HttpAnswer) => JSON.parse(body) as ApiProblem;

check('submit', {
  'answers 202 with the job, where it is, and when to ask': async () => {
    const { submit } = await openHub();
    const { statusCode, headers, body } = await submit(submitEvent('{"prompt":" a fox knight ","seed":7}'));
    const view = JSON.parse(body) as JobView;
    assert.is(statusCode, 202);
    assert.equal(headers, {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      location: `/v1/jobs/${view.job_id}`,
      'retry-after': '30',
    });
    assert.is(view.status, 'queued');
    assert.is(view.prompt, 'a fox knight');
    assert.is(view.urls.self, headers.location);
  },
  'stores the job, and sends its message to the first queue': async () => {
    const { hub, submit } = await openHub();
    const before = Math.floor(Date.now() / 1000);
    const { job_id: jobId } = JSON.parse((await submit(submitEvent('{"prompt":"a fox"}'))).body) as JobView;
    const item = await hub.itemOf(jobId);
    const job = jobSchema.parse(item);
    assert.equal(item, job, 'nothing else is stored');
    assert.is(job.ownerId, 'ada');
    assert.is(job.queue, 'generation');
    assert.ok(job.expiresAt - before >= 30 * 86_400 && job.expiresAt - before < 30 * 86_400 + 60);
    assert.equal(await hub.takeMessages('generation'), [{ version: 1, jobId, queue: 'generation' }]);
    assert.equal(await hub.takeMessages('rigging'), []);
  },
  'makes a job of every submit': async () => {
    const { hub, handler } = await openHub();
    const event = submitEvent('{"prompt":"a fox"}');
    const { result } = await captureLines(() => Promise.all(Array.from({ length: 20 }, () => handler(event))));
    const ids = result.map(({ body }) => (JSON.parse(body) as JobView).job_id);
    assert.is(new Set(ids).size, 20);
    const messages = await hub.takeMessages('generation');
    assert.equal(messages.map(({ jobId }) => jobId).toSorted(), ids.toSorted());
  },
  'reads a body that API Gateway has encoded': async () => {
    const { submit } = await openHub();
    const body = Buffer.from('{"prompt":"ein Fuchs für Ada"}').toString('base64');
    const answer = await submit({ ...submitEvent(body), isBase64Encoded: true });
    assert.is((JSON.parse(answer.body) as JobView).prompt, 'ein Fuchs für Ada');
  },
  'refuses what is not JSON': async () => {
    const { hub, submit } = await openHub();
    for (const body of [undefined, '', '{', 'prompt=a+fox', '\u0000']) {
      const answer = await submit(submitEvent(body));
      assert.is(answer.statusCode, 400);
      assert.is(answer.headers['content-type'], 'application/problem+json');
      assert.equal(problemOf(answer), {
        type: 'about:blank',
        title: 'Bad Request',
        status: 400,
        code: 'invalid-json',
        detail: 'the body must be JSON',
      });
    }
    assert.equal(await hub.takeMessages('generation'), []);
  },
  'refuses wrong fields, all at once': async () => {
    const { hub, submit } = await openHub();
    const answer = await submit(submitEvent('{"prompt":"","seed":-1,"size":3}'));
    assert.is(answer.statusCode, 400);
    const { code, errors } = problemOf(answer);
    assert.is(code, 'invalid-request');
    assert.equal(
      errors?.map(({ pointer }) => pointer),
      ['#/prompt', '#/seed', '#/size'],
    );
    assert.equal(await hub.takeMessages('generation'), []);
  },
  'sends a caller without a token away': async () => {
    const { submit } = await openHub();
    const event = submitEvent('{"prompt":"a fox"}');
    const { authorizer: _, ...requestContext } = event.requestContext;
    const answer = await submit({ ...event, requestContext });
    assert.is(answer.statusCode, 401);
    assert.is(problemOf(answer).code, 'unauthenticated');
  },
  'answers 503 and keeps no job when the queue takes no message': async () => {
    const hub = await createHubOnMoto(pipeline);
    const gone = `${hub.queueUrls.generation}-gone`;
    const handler = await loadFunction<HttpAnswer>('submit', { ...variablesOf(hub), FIRST_QUEUE_URL: gone });
    const { result, lines } = await captureLines(() => handler(submitEvent('{"prompt":"a fox"}')));
    assert.is(result.statusCode, 503);
    assert.is(result.headers['retry-after'], '5');
    assert.is(problemOf(result).code, 'queue-unavailable');
    const [entry] = lines.map(line => JSON.parse(line));
    assert.is(entry.level, 'ERROR');
    assert.is(await hub.itemOf(entry.jobId), undefined);
  },
  'tells a caller no more than that something failed, and the log why': async () => {
    const hub = await createHubOnMoto(pipeline);
    const handler = await loadFunction<HttpAnswer>('submit', { ...variablesOf(hub), JOB_TABLE_NAME: 'no-such-table' });
    const { result, lines } = await captureLines(() => handler(submitEvent('{"prompt":"a secret fox"}')));
    assert.is(result.statusCode, 500);
    assert.is(problemOf(result).code, 'internal');
    assert.not.match(result.body, /table/i);
    const [entry] = lines.map(line => JSON.parse(line));
    assert.is(entry.error.name, 'ResourceNotFoundException');
    assert.match(problemOf(result).detail, entry.requestId);
    assert.not.match(lines.join(), /secret/);
  },
  'does not start without its variables, and says which': async () => {
    const { JOB_TABLE_NAME: _, ...others } = variablesOf(await createHubOnMoto(pipeline));
    delete process.env.JOB_TABLE_NAME;
    try {
      await loadFunction('submit', others);
      assert.unreachable();
    } catch (error) {
      assert.match(String(error), /JOB_TABLE_NAME is missing/);
    }
  },
});
