import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import * as assert from 'uvu/assert';
import { securityHeadersOf } from '../../infra/delivery/security-headers.ts';
import { check } from '../../test/kit/check.ts';
import { servePage } from './serve-page.ts';

const folder = mkdtempSync(join(tmpdir(), 'asset-hub-serve-page-'));
mkdirSync(join(folder, 'assets'));
writeFileSync(join(folder, 'index.html'), '<!doctype html><title>page</title>');
writeFileSync(join(folder, 'assets/index-abc.js'), 'export {};');
const CONFIG = { apiUrl: '', issuer: 'http://127.0.0.1/issuer', clientId: 'page', scope: 'openid' };
const CONNECT = ['http://127.0.0.1:5000'];
const page = servePage({ folder, baseUrl: 'http://127.0.0.1:4000', config: CONFIG, connectOrigins: CONNECT });
rmSync(folder, { recursive: true });

const server = createServer((request, response) => {
  if (!page(request, response)) response.writeHead(418).end();
}).listen(0, '127.0.0.1');
await once(server, 'listening');
server.unref();
const { port } = server.address() as AddressInfo;

/** Without `fetch`, which would not say another host. */
async function ask(path: string, host = '127.0.0.1:4000', method = 'GET') {
  const request = get({ port, path, method, agent: false, headers: { host } });
  const [response] = await once(request, 'response');
  const isZipped = response.headers['content-encoding'] === 'gzip' && method === 'GET';
  return {
    status: response.statusCode,
    headers: response.headers,
    body: await text(isZipped ? response.pipe(createGunzip()) : response),
  };
}

check('the page on one machine', {
  'comes with the policy of the deploy': async () => {
    const { headers, body } = await ask('/');
    assert.match(body, /<title>page/);
    const deployed = securityHeadersOf(CONNECT).contentSecurityPolicy.contentSecurityPolicy;
    assert.is(headers['content-security-policy'], deployed);
    assert.equal([headers['x-frame-options'], headers['referrer-policy']], ['DENY', 'no-referrer']);
  },
  'is asked for again each time, but for files whose name changes with them': async () => {
    const kept = await Promise.all(['/', '/config.json', '/assets/index-abc.js'].map(path => ask(path)));
    assert.equal(
      kept.map(({ headers }) => headers['cache-control']),
      ['no-cache', 'no-cache', 'public, max-age=31536000, immutable'],
    );
  },
  'is told where it is': async () => assert.equal(JSON.parse((await ask('/config.json?x=1')).body), CONFIG),
  'has one origin, whatever it is called': async () => {
    const { status, headers } = await ask('/?code=1', 'localhost:4000');
    assert.equal([status, headers.location], [302, 'http://127.0.0.1:4000/?code=1']);
  },
  'leaves to the API what is not its own': async () => {
    for (const path of ['/v1/jobs', '/assets/none.js', '/../package.json', '/assets']) {
      assert.is((await ask(path)).status, 418, path);
    }
    assert.is((await ask('/', '127.0.0.1:4000', 'POST')).status, 418);
  },
});
