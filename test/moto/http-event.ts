import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';

export type HttpEventParts = {
  /** `POST /v1/jobs` */
  readonly routeKey: string;
  /** Subject of the token. */
  readonly ownerId: string;
  readonly body?: string;
  readonly id?: string;
};

/** What API Gateway makes of a request with a token (HTTP API, payload format 2.0). */
export function httpEvent({ routeKey, ownerId, body, id }: HttpEventParts): APIGatewayProxyEventV2WithJWTAuthorizer {
  const [method = '', route = ''] = routeKey.split(' ');
  const path = route.replace('{id}', id ?? '');
  const now = new Date();
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: '',
    headers: { 'content-type': 'application/json', host: 'api.example.com' },
    requestContext: {
      accountId: '123456789012',
      apiId: 'abcdefghij',
      domainName: 'api.example.com',
      domainPrefix: 'api',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'test' },
      requestId: 'JKJaXmPLvHcESHA=',
      routeKey,
      stage: '$default',
      time: now.toUTCString(),
      timeEpoch: now.getTime(),
      authorizer: {
        jwt: { claims: { sub: ownerId, iss: 'https://issuer.example.com', aud: 'page' }, scopes: [] },
        principalId: '',
        integrationLatency: 0,
      },
    },
    ...(id === undefined ? {} : { pathParameters: { id } }),
    ...(body === undefined ? {} : { body }),
    isBase64Encoded: false,
  };
}
