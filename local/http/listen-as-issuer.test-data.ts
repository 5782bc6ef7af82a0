import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { Seconds } from '../../hub/units.ts';
import { ISSUER_PATH, serveIssuer } from './serve-issuer.ts';
import { createIssuer } from './tokens.ts';

/**
 * The local issuer on a port of its own, which keeps no process alive; 404 for what is not its own.
 *
 * @param nowSeconds since 1970
 * @param changeUrl of each request before the issuer sees it
 */
export async function listenAsIssuer(nowSeconds: () => Seconds, changeUrl = (url: string) => url) {
  let codeCount = 0;
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    const { method = '', url = '' } = request;
    const isAnswered = signIn({ method, url: changeUrl(url), body, nowSeconds: nowSeconds() }, response);
    if (!isAnswered) response.writeHead(404).end('not the issuer');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  server.unref();
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const issuer = createIssuer(`${baseUrl}${ISSUER_PATH}`);
  const signIn = serveIssuer(issuer, { baseUrl, drawCode: () => `code-${(codeCount += 1)}` });
  return { baseUrl, issuer };
}
