/**
 * The emulator's edge: everything that workers and functions say to AWS goes through this proxy, which can be slow, refuse,
 * and lose answers of calls that were carried out. It also notes, of what really was carried out, when stages were stored and
 * jobs ended.
 */
import { Agent, request as ask, createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { Substream } from '../../sim/engine/substream.ts';

export type EdgeCounts = { calls: number; slow: number; refused: number; lost: number };

export type Edge = {
  readonly endpoint: string;
  /** From now on, in so many of a hundred calls. */
  readonly setTrouble: (percent: number) => void;
  readonly counts: EdgeCounts;
  /** What the emulator itself took, of all calls together, in milliseconds. */
  readonly emulatorMilliseconds: () => number;
  /** By the key of a stage's manifest: when it was stored first, in milliseconds of the clock. */
  readonly storedAt: ReadonlyMap<string, number>;
  /** By job: each write that ended it. */
  readonly endings: ReadonlyMap<string, readonly string[]>;
  readonly stop: () => void;
};

type Answer = { readonly status: number; readonly headers: IncomingMessage['headers']; readonly body: Buffer };

const SLOW_MILLISECONDS_MAX = 400;

export async function startEdge(target: string, draws: Substream): Promise<Edge> {
  const agent = new Agent({ keepAlive: true });
  const counts: EdgeCounts = { calls: 0, slow: 0, refused: 0, lost: 0 };
  const storedAt = new Map<string, number>();
  const endings = new Map<string, string[]>();
  let troublePercent = 0;
  let emulatorMilliseconds = 0;

  function pass(incoming: IncomingMessage, body: Buffer): Promise<Answer> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const { method, url, headers } = incoming;
    const outgoing = ask(new URL(url ?? '/', target), { method, headers, agent }, async response =>
      resolve({ status: response.statusCode ?? 502, headers: response.headers, body: await buffer(response) }),
    );
    outgoing.once('error', reject);
    outgoing.end(body);
    return promise;
  }

  function note(incoming: IncomingMessage, body: Buffer, status: number): void {
    if (status >= 300) return;
    const { method, url = '', headers } = incoming;
    const path = decodeURIComponent(url.split('?')[0]!);
    if (method === 'PUT' && path.endsWith('/manifest.json')) {
      const key = path.slice(path.indexOf('jobs/'));
      if (!storedAt.has(key)) storedAt.set(key, Date.now());
    }
    if (!String(headers['x-amz-target']).endsWith('.UpdateItem')) return;
    const { Key, ExpressionAttributeValues = {} } = JSON.parse(body.toString()) as {
      readonly Key: { readonly jobId?: { readonly S: string } };
      readonly ExpressionAttributeValues?: Readonly<Record<string, { readonly S?: string }>>;
      readonly UpdateExpression: string;
    };
    const { UpdateExpression } = JSON.parse(body.toString()) as { readonly UpdateExpression: string };
    // Of the values that are set, not of those that are compared.
    const set = UpdateExpression.split(/\b(?:REMOVE|ADD)\b/)[0]!.match(/:\w+/g) ?? [];
    const end = set
      .map(name => ExpressionAttributeValues[name]?.S)
      .find(value => /^(succeeded|failed|canceled)$/.test(value ?? ''));
    const jobId = Key.jobId?.S;
    if (end !== undefined && jobId !== undefined) endings.set(jobId, [...(endings.get(jobId) ?? []), end]);
  }

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    counts.calls += 1;
    const isTroubled = 100 * draws.uniform() < troublePercent;
    const kind = isTroubled ? draws.integer(3) : undefined;
    const body = await buffer(incoming);
    if (kind === 0) {
      counts.refused += 1;
      response.writeHead(503, { 'content-type': 'application/x-amz-json-1.0' }).end('{"__type":"ServiceUnavailable"}');
      return;
    }
    if (kind === 1) {
      counts.slow += 1;
      await new Promise(resolve => setTimeout(resolve, draws.uniform() * SLOW_MILLISECONDS_MAX));
    }
    const passedAt = performance.now();
    const passed = await pass(incoming, body);
    emulatorMilliseconds += performance.now() - passedAt;
    note(incoming, body, passed.status);
    if (kind === 2) {
      counts.lost += 1;
      return void response.destroy();
    }
    response.writeHead(passed.status, passed.headers).end(passed.body);
  }

  const server = createServer((incoming, response) => {
    answer(incoming, response).catch(() => response.destroy());
  });
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening));
  server.unref();
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    setTrouble: percent => {
      troublePercent = percent;
    },
    counts,
    emulatorMilliseconds: () => emulatorMilliseconds,
    storedAt,
    endings,
    stop: () => {
      server.closeAllConnections();
      server.close();
      agent.destroy();
    },
  };
}
