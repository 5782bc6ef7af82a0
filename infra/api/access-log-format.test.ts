import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { ACCESS_LOG_FORMAT } from './access-log-format.ts';

const variables: readonly string[] = Object.values(JSON.parse(ACCESS_LOG_FORMAT));

/**
 * What an HTTP API can log, as far as it is of use here, from the API Gateway guide, "Customize HTTP API access logs", read
 * 2026-11 [H]. A wrong name is no error at AWS: it logs a hyphen for ever.
 */
const KNOWN =
  /^\$context\.(requestId|requestTime|routeKey|path|status|responseLength|responseLatency|integrationLatency|integrationErrorMessage|error\.message|authorizer\.error|authorizer\.claims\.\w+)$/;

check('the access log', {
  'is one line of JSON for each request': () => {
    assert.ok(variables.length > 5);
    assert.not.match(ACCESS_LOG_FORMAT, /\n/);
  },
  'asks for variables there are': () => {
    for (const variable of variables) assert.match(variable, KNOWN);
  },
  'says which request, as the API Gateway requires': () => assert.ok(variables.includes('$context.requestId')),
  'keeps no header, no token and no address': () =>
    assert.not.match(ACCESS_LOG_FORMAT, /header|[Aa]uthorization|token|identity|email/),
});
