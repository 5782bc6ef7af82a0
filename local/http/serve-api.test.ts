import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { type ApiParts, createApiServer, type Handler } from './serve-api.ts';

/** What a client hears when the function for one job answers so. */
async function heard(statusCode: number, retryAfter: string | undefined, pollSecondsMax: number | undefined) {
  const get: Handler = async () => ({
    statusCode,
    headers: { 'content-type': 'application/json', ...(retryAfter !== undefined && { 'retry-after': retryAfter }) },
    body: '{}',
  });
  const parts = {
    handlers: { get },
    issuer: { claimsOf: () => ({ sub: 'ada' }) },
    signIn: () => false,
    nowMilliseconds: () => 0,
    drawRequestId: () => 'r',
    pollSecondsMax,
  } as unknown as ApiParts;
  const server = createApiServer(Promise.resolve(parts)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/jobs/abc`;
  const { headers } = await fetch(url, { headers: { authorization: 'Bearer t' } });
  server.close();
  server.closeAllConnections();
  return headers.get('retry-after');
}

check('when a client of the local API may ask again', {
  'is what the function says, or sooner where the hub says so': async () => {
    assert.is(await heard(200, '30', undefined), '30');
    assert.is(await heard(200, '30', 2), '2');
    assert.is(await heard(200, '1', 2), '1');
  },
  'is left alone in a refusal, and where nothing was said': async () => {
    assert.is(await heard(429, '30', 2), '30');
    assert.is(await heard(200, undefined, 2), null);
  },
});
