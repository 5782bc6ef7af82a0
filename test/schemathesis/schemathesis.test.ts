/** A short, seeded round; `node test/schemathesis/run-all.ts` makes 1,000 requests of each route. */
import * as assert from 'uvu/assert';
import { openApi } from '../api/open-api.ts';
import { check } from '../kit/check.ts';
import { runSchemathesis } from './run-schemathesis.ts';

const api = await openApi();

check('requests at random', {
  'are answered as docs/openapi.json says, and never with a 5xx': async () => {
    const token = api.tokenOf('ada');
    const run = await runSchemathesis({ url: api.url, token, requestsPerRoute: 12, seed: 1, isThorough: false });
    assert.is(run.exitCode, 0, run.text);
    assert.ok(run.requestCount > 60, run.text);
    assert.equal(api.errors, []);
  },
});
