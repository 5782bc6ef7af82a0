/** An HTTP request as the event that API Gateway makes of it (HTTP API, payload format 2.0; AWS guide, 2023-06 [H]). */
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';

/** The payload quota of HTTP APIs (API Gateway quotas, 2026-08-20 [H]). */
export const BODY_BYTES_MAX = 10 * 1024 * 1024;

export type EventParts = {
  /** `GET /v1/jobs/{id}` */
  readonly routeKey: string;
  readonly id: string | undefined;
  readonly claims: Readonly<Record<string, string | number>>;
  readonly body: Uint8Array;
  readonly requestId: string;
  readonly nowMilliseconds: number;
};

export function toEvent(
  request: Pick<IncomingMessage, 'method' | 'url' | 'headers'>,
  { routeKey, id, claims, body, requestId, nowMilliseconds }: EventParts,
): APIGatewayProxyEventV2WithJWTAuthorizer {
  const { method = 'GET', url = '/', headers } = request;
  const [rawPath = '/', rawQueryString = ''] = url.split(/\?(.*)/s);
  const isText = body.length === 0 || isTextual(headers['content-type']);
  return {
    version: '2.0',
    routeKey,
    rawPath,
    rawQueryString,
    headers: joined(headers),
    ...(rawQueryString === '' ? {} : { queryStringParameters: queryOf(rawQueryString) }),
    ...(id === undefined ? {} : { pathParameters: { id } }),
    ...(body.length === 0 ? {} : { body: Buffer.from(body).toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: !isText,
    requestContext: {
      accountId: '123456789012',
      apiId: 'local',
      domainName: 'localhost',
      domainPrefix: 'local',
      http: {
        method,
        path: rawPath,
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: headers['user-agent'] ?? '',
      },
      requestId,
      routeKey,
      stage: '$default',
      time: new Date(nowMilliseconds).toUTCString(),
      timeEpoch: nowMilliseconds,
      authorizer: { jwt: { claims, scopes: [] }, principalId: '', integrationLatency: 0 },
    },
  };
}

/** Names in lower case, several values joined by commas; Node has done the first. */
function joined(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : (value ?? '')]),
  );
}

/** The gateway decodes names and values, and joins several values of one name by commas. */
function queryOf(rawQueryString: string): Record<string, string> {
  const query: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(rawQueryString)) {
    query[name] = name in query ? `${query[name]},${value}` : value;
  }
  return query;
}

const isTextual = (contentType: string | undefined): boolean =>
  /^(text\/|application\/([\w.+-]+\+)?(json|xml)\b|application\/(javascript|x-www-form-urlencoded)\b)/i.test(
    contentType ?? '',
  );
