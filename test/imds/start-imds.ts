/**
 * An instance metadata service for tests, over real HTTP on the loopback: AWS's own answers only on an instance, so here is a
 * seam where AWS cannot run. It keeps the rules of version 2 (EC2 guide, instance metadata, 2023-05-31 [H]): a PUT for the token
 * with its time to live, 401 without a valid one, 404 for what is not there (yet).
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Imds = {
  /** For AWS_EC2_METADATA_SERVICE_ENDPOINT. */
  readonly endpoint: string;
  /** By path below `latest/meta-data/`; what is not here is answered with 404. May change at any time. */
  readonly values: Map<string, string>;
  /** What was asked, as `PUT api/token` and `GET spot/instance-action`. */
  readonly asked: string[];
  /** Makes every token void, as a stop and a start of the instance do. */
  readonly forgetTokens: () => void;
  /** Answers nothing from now on, or again. */
  readonly setSilent: (isSilent: boolean) => void;
  readonly stop: () => Promise<void>;
};

export async function startImds(values: Readonly<Record<string, string>> = {}): Promise<Imds> {
  const known = new Map(Object.entries(values));
  const asked: string[] = [];
  const tokens = new Set<string>();
  let tokenCount = 0;
  let isSilent = false;
  const server = createServer((request, response) => {
    const path = (request.url ?? '').replace(/^\/latest\//, '').replace(/^meta-data\//, '');
    asked.push(`${request.method} ${path}`);
    if (isSilent) return;
    if (path === 'api/token') {
      const seconds = Number(request.headers['x-aws-ec2-metadata-token-ttl-seconds']);
      if (request.method !== 'PUT' || !(seconds >= 1 && seconds <= 21_600)) return void response.writeHead(400).end();
      const token = `token-${++tokenCount}`;
      tokens.add(token);
      return void response.writeHead(200).end(token);
    }
    if (!tokens.has(String(request.headers['x-aws-ec2-metadata-token']))) return void response.writeHead(401).end();
    const value = known.get(path);
    response.writeHead(value === undefined ? 404 : 200).end(value);
  });
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening));
  server.unref();
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    values: known,
    asked,
    forgetTokens: () => tokens.clear(),
    setSilent: silent => {
      isSilent = silent;
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise(closed => server.close(closed));
    },
  };
}
