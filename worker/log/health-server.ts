/**
 * `GET /healthz` on the loopback: what the worker is doing, for whoever is logged in on the instance. Invariant: it tells
 * nothing that a prompt could be read from, and nobody outside can ask.
 */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Seconds } from '../../hub/units.ts';

export type Health = {
  /** Of the instance: in-service, rebalancing, leaving ... */
  readonly state: string;
  readonly isReady: boolean;
  readonly job:
    | { readonly jobId: string; readonly stage: string | undefined; readonly sinceSeconds: Seconds }
    | undefined;
  /** Since the loop last asked for work. Undefined before the first time. */
  readonly pollAgeSeconds: Seconds | undefined;
};

export type HealthServer = { readonly port: number; readonly stop: () => Promise<void> };

/** A free worker asks at least every long poll (20 s) and pause (30 s). */
const POLL_AGE_SECONDS_MAX: Seconds = 90;

/** A worker that is not ready yet is no sick worker; one that neither works nor asks for work is. */
export const isHealthy = ({ job, pollAgeSeconds }: Health): boolean =>
  job !== undefined || pollAgeSeconds === undefined || pollAgeSeconds <= POLL_AGE_SECONDS_MAX;

/** @param port 0: any free one */
export async function startHealthServer(port: number, health: () => Health): Promise<HealthServer> {
  const answer = (response: ServerResponse, status: number, body: unknown) =>
    void response.writeHead(status, { 'Content-Type': 'application/json' }).end(`${JSON.stringify(body)}\n`);
  const server = createServer((request, response) => {
    if (request.url !== '/healthz' || request.method !== 'GET') return answer(response, 404, { error: 'GET /healthz' });
    const now = health();
    answer(response, isHealthy(now) ? 200 : 503, now);
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(port, '127.0.0.1', listening);
  });
  // The worker ends when its work does.
  server.unref();
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise(closed => {
        server.closeAllConnections();
        server.close(() => closed());
      }),
  };
}
