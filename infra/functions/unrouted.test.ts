/** What the API says where there is nothing, as problem details. */
import * as assert from 'uvu/assert';
import { API_PROBLEMS } from '../../hub/job/api-problem.ts';
import { check } from '../../test/kit/check.ts';
import { httpEvent } from '../../test/moto/http-event.ts';
import { matchRoute } from './match-route.ts';
import { handler } from './unrouted.ts';

async function answerOf(method: string, path: string) {
  const event = httpEvent({ routeKey: '$default', ownerId: 'ada' });
  const { http } = event.requestContext;
  const requestContext = { ...event.requestContext, http: { ...http, method, path } };
  const { statusCode, headers, body } = await handler({ ...event, requestContext });
  return { statusCode, headers, problem: JSON.parse(body) };
}

check('the default route', {
  'has nothing at a strange path, and says so in problem details': async () => {
    for (const path of [
      '/',
      '/v1',
      '/v1/jobs/',
      '/v1/jobs/x/y/z',
      '/v1/job',
      '/v2/jobs',
      '/v1/jobs/%2e%2e/x',
      '/%00',
    ]) {
      const { statusCode, headers, problem } = await answerOf('GET', path);
      assert.is(statusCode, 404, path);
      assert.is(headers['content-type'], 'application/problem+json');
      assert.is(problem.code, 'route-not-found');
      assert.is(problem.title, API_PROBLEMS['route-not-found'].title);
    }
  },
  'tells the methods of a path that there is': async () => {
    for (const [method, path, allow] of [
      ['PUT', '/v1/jobs', 'POST, GET'],
      ['DELETE', '/v1/jobs/01J', 'GET'],
      ['GET', '/v1/jobs/01J/cancel', 'POST'],
      ['HEAD', '/v1/queue', 'GET'],
    ] as const) {
      const { statusCode, headers, problem } = await answerOf(method, path);
      assert.equal([statusCode, headers.allow, problem.code], [405, allow, 'method-not-allowed'], `${method} ${path}`);
    }
  },
  'is no way around the token': async () => {
    const event = httpEvent({ routeKey: '$default', ownerId: 'ada' });
    const { authorizer: _, ...requestContext } = event.requestContext;
    assert.is((await handler({ ...event, requestContext })).statusCode, 401);
  },
});

check('a match', {
  'gives the segment of the path, decoded where it can be': () => {
    for (const [segment, id] of [
      ['01J', '01J'],
      ['a%2Fb', 'a/b'],
      ['%E0%A4%A', '%E0%A4%A'],
    ]) {
      const match = matchRoute('GET', `/v1/jobs/${segment}/result`);
      assert.equal(match, { kind: 'route', entry: 'result', routeKey: 'GET /v1/jobs/{id}/result', id });
    }
  },
  'is never the default route: that is what is left over': () =>
    assert.equal(matchRoute('GET', '/$default'), { kind: 'none' }),
});
