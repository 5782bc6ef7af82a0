/** `node test/schemathesis/run-all.ts [1000] [SEED]`: so many requests of each route, against the API on this machine. Takes minutes. */
import { openApi } from '../api/open-api.ts';
import { runSchemathesis } from './run-schemathesis.ts';

const [requestsPerRoute = 1000, seed = 1] = process.argv.slice(2).map(Number);
const api = await openApi();
const run = await runSchemathesis({
  url: api.url,
  token: api.tokenOf('ada'),
  requestsPerRoute,
  seed,
  isThorough: true,
});
console.log(run.text);
console.log(`${run.requestCount} requests, seed ${seed}; ${api.errors.length} errors of the server`);
process.exit(run.exitCode);
