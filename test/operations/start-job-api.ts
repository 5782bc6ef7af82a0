/** The job API as API Gateway would have it: the recorded routes, tokens of the user pool, the hub's own functions. */
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { ApiEntry } from '../../infra/api/routes.ts';
import type { FunctionEntry } from '../../infra/bundle/build-functions.ts';
import { captureLines } from '../moto/capture-lines.ts';
import { httpEvent } from '../moto/http-event.ts';
import { loadFunction } from '../moto/load-function.ts';
import { startMoto } from '../moto/start-moto.ts';
import type { ProgramRecord } from '../pulumi-host/program-record.ts';
import { archiveText, byType, inputAt, single, textAt } from '../pulumi-host/queries.ts';
import type { MadeUserPool } from './make-on-moto.ts';

type HttpAnswer = { readonly statusCode: number; readonly body: string; readonly headers: Record<string, string> };

/** @returns its address */
export async function startJobApi(record: ProgramRecord, userPool: MadeUserPool): Promise<string> {
  const handlers: Record<string, (event: unknown) => Promise<HttpAnswer>> = {};
  for (const route of byType(record, 'aws:apigatewayv2/route:Route')) {
    const entry = /^api-(\w+)-route$/.exec(route.name)?.[1] as ApiEntry;
    handlers[textAt(route, 'routeKey')] = await loadRecorded<HttpAnswer>(record, entry, `api-${entry}-function`);
  }
  const server = createServer(async (request, response) => {
    const found = routeOf(Object.keys(handlers), request);
    if (found === undefined) return end(response, 404, { message: 'Not Found' });
    const ownerId = subjectOf(request.headers.authorization ?? '', userPool);
    if (ownerId === undefined) return end(response, 401, { message: 'Unauthorized' });
    const event = httpEvent({ ...found, ownerId, body: await text(request) });
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, `${value}`]));
    const { result } = await captureLines(() => handlers[found.routeKey]!({ ...event, headers }));
    response.writeHead(result.statusCode, result.headers).end(result.body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  server.unref();
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A function with the plan and the variables it was recorded with, but for the address of SQS. */
export async function loadRecorded<Answer>(
  record: ProgramRecord,
  entry: FunctionEntry,
  name: string,
): Promise<(event: unknown) => Promise<Answer>> {
  const { endpoint } = await startMoto();
  const recorded = single(record, { type: 'aws:lambda/function:Function', name });
  const variables = inputAt(recorded, 'environment.variables');
  const text = JSON.stringify(variables).replaceAll('https://sqs.us-east-1.amazonaws.com', endpoint);
  const planFile = join(mkdtempSync(join(tmpdir(), 'asset-hub-plan-')), 'plan.json');
  writeFileSync(planFile, archiveText(recorded, 'code', 'plan.json'));
  return loadFunction(entry, { ...JSON.parse(text), HUB_PLAN_FILE: planFile });
}

function end(response: ServerResponse, statusCode: number, body: unknown): void {
  response.writeHead(statusCode, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function routeOf(routeKeys: readonly string[], { method, url }: IncomingMessage) {
  for (const routeKey of routeKeys) {
    const pattern = new RegExp(`^${routeKey.replace('{id}', '(?<id>[^/]+)')}$`);
    const match = pattern.exec(`${method} ${url}`);
    if (match === null) continue;
    const id = match.groups?.id;
    return { routeKey, ...(id === undefined ? {} : { id }) };
  }
  return undefined;
}

/** Whose token it is, if it was made for this client. Its signature is moto's. */
function subjectOf(authorization: string, { clientId }: MadeUserPool): string | undefined {
  const payload = /^Bearer [^.]+\.([^.]+)\.[^.]+$/.exec(authorization)?.[1];
  if (payload === undefined) return undefined;
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, string>;
  return claims.client_id === clientId || claims.aud === clientId ? claims.sub : undefined;
}
