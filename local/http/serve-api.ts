/** The job API on one machine: the deployed handlers behind Node's own HTTP server, called with the events of API Gateway. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type ApiProblemCode, apiProblem } from '../../hub/job/api-problem.ts';
import type { Seconds } from '../../hub/units.ts';
import { type ApiEntry, DEFAULT_ROUTE } from '../../infra/api/routes.ts';
import { matchRoute } from '../../infra/functions/match-route.ts';
import { createPlaces } from './places.ts';
import type { AssetServer } from './serve-asset.ts';
import { serveAsset } from './serve-asset.ts';
import type { SignInServer } from './serve-issuer.ts';
import type { PageServer } from './serve-page.ts';
import { BODY_BYTES_MAX, toEvent } from './to-event.ts';
import type { Issuer } from './tokens.ts';

/** What API Gateway makes a response of. */
type Answer = {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};
export type Handler = (event: unknown) => Promise<Answer>;

export type ApiParts = {
  readonly handlers: Readonly<Record<ApiEntry, Handler>>;
  readonly issuer: Issuer;
  readonly signIn: SignInServer;
  readonly page: PageServer | undefined;
  readonly assets: AssetServer;
  /** For a worker on this machine. Undefined when there is no such fleet. */
  readonly workerVariables: (fleet: string | undefined) => Readonly<Record<string, string>> | undefined;
  readonly nowMilliseconds: () => number;
  readonly drawRequestId: () => string;
  /** Whoever watches a job is told to ask again no later than this; undefined: as the functions say. */
  readonly pollSecondsMax: Seconds | undefined;
  /** What went wrong with us: one line. */
  readonly onError: (error: unknown) => void;
};

/** @param ready requests that come sooner wait for it */
export function createApiServer(ready: Promise<ApiParts>): Server {
  return createServer(async (request, response) => {
    const parts = await ready;
    try {
      await answer(request, response, parts);
    } catch (error) {
      parts.onError(error);
      if (!response.headersSent) writeProblem(response, 'internal', 'something failed here');
      response.end();
    }
  });
}

async function answer(request: IncomingMessage, response: ServerResponse, parts: ApiParts): Promise<void> {
  const { method = 'GET', url = '/' } = request;
  const path = url.split('?')[0]!;
  const nowMilliseconds = parts.nowMilliseconds();
  if (path.startsWith('/jobs/')) return serveAsset(url, response, parts.assets, nowMilliseconds / 1000);
  if (parts.page?.(request, response) === true) return;
  // 1. Route, token and body, as the gateway looks at them.
  const body = await bodyOf(request);
  if (body === undefined) {
    response.setHeader('connection', 'close');
    return writeProblem(response, 'body-too-large', `the body must have at most ${BODY_BYTES_MAX} bytes`);
  }
  if (parts.signIn({ method, url, body, nowSeconds: nowMilliseconds / 1000 }, response)) return;
  if (method === 'POST' && path === '/local/token') return giveToken(body, response, parts);
  if (method === 'GET' && path === '/local/worker') return tellWorker(url, response, parts);
  const match = matchRoute(method, path);
  const route =
    match.kind === 'route' ? match : ({ entry: 'unrouted', routeKey: DEFAULT_ROUTE, id: undefined } as const);
  const token = /^Bearer ([\w.-]+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
  const claims = parts.issuer.claimsOf(token, nowMilliseconds / 1000);
  if (claims === undefined) {
    const headers = { 'www-authenticate': 'Bearer' };
    return writeProblem(response, 'unauthenticated', 'the request carries no valid token', headers);
  }
  // 2. The function.
  const event = toEvent(request, {
    routeKey: route.routeKey,
    id: route.id,
    claims,
    body,
    requestId: parts.drawRequestId(),
    nowMilliseconds,
  });
  const made = await places.take(async () =>
    // Gone while it waited for its place: what nobody reads is not worked out, or a crowd that asks again stays one.
    request.socket.destroyed ? undefined : parts.handlers[route.entry](event),
  );
  if (made !== undefined) response.writeHead(made.statusCode, sooner(made, parts.pollSecondsMax)).end(made.body);
}

/** @returns the answer's headers; a refusal's pause stays what it is */
function sooner({ statusCode, headers }: Answer, pollSecondsMax = Number.POSITIVE_INFINITY): Answer['headers'] {
  const { 'retry-after': seconds } = headers;
  if (statusCode >= 400 || seconds === undefined || Number(seconds) <= pollSecondsMax) return headers;
  return { ...headers, 'retry-after': `${pollSecondsMax}` };
}

/** An emulator does one thing at a time: with more at once, calls would wait for each other until the functions give up. */
const CALLS_AT_ONCE_MAX = 4;
const places = createPlaces(CALLS_AT_ONCE_MAX);

/** Undefined when it is longer than the gateway takes. */
async function bodyOf(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let byteCount = 0;
  for await (const chunk of request as AsyncIterable<Uint8Array>) {
    byteCount += chunk.length;
    if (byteCount > BODY_BYTES_MAX) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** `{"subject": "ada"}` -> a token: there is nobody to sign in with on one machine. */
function giveToken(body: Uint8Array, response: ServerResponse, { issuer, nowMilliseconds }: ApiParts): void {
  const subject = subjectOf(Buffer.from(body).toString('utf8'));
  if (subject === undefined) {
    writeProblem(response, 'invalid-request', 'the body must be {"subject": TEXT}');
    return;
  }
  const token = issuer.tokenOf(subject, nowMilliseconds() / 1000);
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ token }));
}

/** What `npm run worker` starts a worker with: secrets of an emulator, which are none. */
function tellWorker(url: string, response: ServerResponse, { workerVariables }: ApiParts): void {
  const fleet = new URL(url, 'http://localhost').searchParams.get('fleet') ?? undefined;
  const variables = workerVariables(fleet);
  if (variables === undefined) writeProblem(response, 'invalid-request', `the plan has no fleet ${fleet}`);
  else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(variables));
}

function subjectOf(text: string): string | undefined {
  try {
    const { subject } = JSON.parse(text) as { subject?: unknown };
    return typeof subject === 'string' && /^[\x21-\x7e]{1,128}$/.test(subject) ? subject : undefined;
  } catch {
    return undefined;
  }
}

function writeProblem(
  response: ServerResponse,
  code: ApiProblemCode,
  detail: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  const problem = apiProblem(code, detail);
  response
    .writeHead(problem.status, { 'content-type': 'application/problem+json', ...headers })
    .end(JSON.stringify(problem));
}
