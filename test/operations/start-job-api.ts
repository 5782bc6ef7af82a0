/** The job API as API Gateway would have it: the recorded routes, tokens of the user pool, the hub's own functions. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { captureLines } from '../moto/capture-lines.ts';
import { httpEvent } from '../moto/http-event.ts';
import { loadFunction } from '../moto/load-function.ts';
import { startMoto } from '../moto/start-moto.ts';
import type { ProgramRecord } from '../pulumi-host/program-record.ts';
import { byType, inputAt, single, textAt } from '../pulumi-host/queries.ts';
import type { MadeUserPool } from './make-on-moto.ts';

type HttpAnswer = { readonly statusCode: number; readonly body: string; readonly headers: Record<string, string> };

/** @returns its address */
export async function startJobApi(record: ProgramRecord, userPool: MadeUserPool): Promise<string> {
  const handlers = {
    POST: await loadRecorded<HttpAnswer>(record, 'submit', 'api-submit-function'),
    GET: await loadRecorded<HttpAnswer>(record, 'get', 'api-get-function'),
  };
  const routeKeys = byType(record, 'aws:apigatewayv2/route:Route').map(route => textAt(route, 'routeKey'));
  const server = createServer(async (request, response) => {
    const found = routeOf(routeKeys, request);
    if (found === undefined) return end(response, 404, { message: 'Not Found' });
    const ownerId = subjectOf(request.headers.authorization ?? '', userPool);
    if (ownerId === undefined) return end(response, 401, { message: 'Unauthorized' });
    const handler = handlers[request.method as keyof typeof handlers];
    const event = httpEvent({ ...found, ownerId, body: await text(request) });
    const { result } = await captureLines(() => handler(event));
    response.writeHead(result.statusCode, result.headers).end(result.body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  server.unref();
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A function with the variables it was recorded with, but for the address of SQS. */
export async function loadRecorded<Answer>(
  record: ProgramRecord,
  entry: 'submit' | 'get' | 'advance',
  name: string,
): Promise<(event: unknown) => Promise<Answer>> {
  const { endpoint } = await startMoto();
  const variables = inputAt(single(record, { type: 'aws:lambda/function:Function', name }), 'environment.variables');
  const text = JSON.stringify(variables).replaceAll('https://sqs.us-east-1.amazonaws.com', endpoint);
  return loadFunction(entry, JSON.parse(text));
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
