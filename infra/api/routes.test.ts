import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { DEFAULT_ROUTE, ROUTES, routeSourceArn } from './routes.ts';

const API = 'arn:aws:execute-api:us-east-1:123456789012:abc123';

/** As IAM's ArnLike reads a pattern: `*` is anything. */
function isMatch(pattern: string, arn: string): boolean {
  const parts = pattern.split('*').map(part => part.replace(/[$\\^.|?+()[\]{}]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(arn);
}
const isAllowed = (routeKey: (typeof ROUTES)[number]['routeKey'], request: string) =>
  isMatch(routeSourceArn(API, routeKey), `${API}/$default/${request}`);

check('the routes', {
  'have one function each': () => assert.is(new Set(ROUTES.map(({ entry }) => entry)).size, ROUTES.length),
  'carry the version of the API': () => {
    const named = ROUTES.filter(({ routeKey }) => routeKey !== DEFAULT_ROUTE);
    assert.is(named.length, ROUTES.length - 1);
    for (const { routeKey } of named) assert.match(routeKey, /^(GET|POST) \/v1\//);
  },
});

check('the source of a route', {
  'is its own requests': () => assert.ok(isAllowed('POST /v1/jobs', 'POST/v1/jobs')),
  'is the route as it was declared': () => assert.ok(isAllowed('GET /v1/jobs/{id}', 'GET/v1/jobs/{id}')),
  'is the path as it was called': () => assert.ok(isAllowed('GET /v1/jobs/{id}', 'GET/v1/jobs/0193')),
  'is no other method': () => assert.not(isAllowed('GET /v1/jobs/{id}', 'POST/v1/jobs/0193')),
  'is no other path': () => assert.not(isAllowed('POST /v1/jobs', 'POST/v1/jobs/0193')),
  'is no other API': () => assert.not(isMatch(routeSourceArn(API, 'POST /v1/jobs'), `${API}4/$default/POST/v1/jobs`)),
  'is what is left over, for the default route': () =>
    assert.is(routeSourceArn(API, DEFAULT_ROUTE), `${API}/*/$default`),
  'is written as AWS wants it': () => assert.is(routeSourceArn(API, 'GET /v1/jobs/{id}'), `${API}/*/GET/v1/jobs/*`),
});
