/** A web server with byte ranges on the loopback, which breaks off, stalls, refuses and changes its files as a test says. */
import { createHash } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Trouble =
  /** Ends the connection after so many bytes of the body. */
  | { readonly kind: 'break-off'; readonly afterBytes: number }
  | { readonly kind: 'status'; readonly status: number }
  /** Sends the head, and then nothing. */
  | { readonly kind: 'stall' };

export type RangeServer = {
  readonly urlOf: (path: string) => string;
  /** By path. May change at any time. */
  readonly files: Map<string, Uint8Array>;
  /** For the next requests of a body, in order; `undefined` is none. Requests of the first byte alone are left out. */
  readonly troubles: (Trouble | undefined)[];
  /** `path from-to` of each body that was asked for. */
  readonly asked: string[];
  /** Answers every request with the whole file. */
  readonly settings: { hasRanges: boolean; hasTags: boolean };
};

export async function startRangeServer(): Promise<RangeServer> {
  const files = new Map<string, Uint8Array>();
  const troubles: (Trouble | undefined)[] = [];
  const asked: string[] = [];
  const settings = { hasRanges: true, hasTags: true };
  const server = createServer((request, response) => {
    const path = (request.url ?? '').slice(1);
    // As model hubs do: the address is another one's.
    if (path.startsWith('moved/')) return void response.writeHead(302, { Location: `/${path.slice(6)}` }).end();
    const bytes = files.get(path);
    if (bytes === undefined) return void response.writeHead(404).end();
    const tag = `"${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}"`;
    const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
    const isSame = request.headers['if-range'] === undefined || request.headers['if-range'] === tag;
    const isRange = settings.hasRanges && first !== undefined && isSame;
    const from = isRange ? Number(first) : 0;
    const to = isRange ? Math.min(bytes.length, Number(last) + 1) : bytes.length;
    const isProbe = last === '0';
    if (!isProbe) asked.push(`${path} ${from}-${to}`);
    const trouble = isProbe ? undefined : troubles.shift();
    if (trouble?.kind === 'status') return void response.writeHead(trouble.status).end();
    if (isRange && from >= bytes.length) {
      return void response.writeHead(416, { 'Content-Range': `bytes */${bytes.length}` }).end();
    }
    response.writeHead(isRange ? 206 : 200, {
      'Content-Length': to - from,
      ...(isRange ? { 'Content-Range': `bytes ${from}-${to - 1}/${bytes.length}` } : {}),
      ...(settings.hasTags ? { ETag: tag } : {}),
    });
    send(response, bytes.subarray(from, to), trouble);
  });
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening));
  server.unref();
  const { port } = server.address() as AddressInfo;
  return { urlOf: path => `http://127.0.0.1:${port}/${path}`, files, troubles, asked, settings };
}

function send(response: ServerResponse, bytes: Uint8Array, trouble: Trouble | undefined): void {
  if (trouble?.kind === 'stall') response.flushHeaders();
  else if (trouble?.kind !== 'break-off') response.end(bytes);
  else response.write(bytes.subarray(0, trouble.afterBytes), () => response.destroy());
}
