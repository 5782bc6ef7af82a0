/**
 * One line of the access log. What is missing is missing on purpose: headers, which hold the token; the source address, which
 * behind CloudFront is that of an edge; bodies, which HTTP APIs cannot log. `owner` is the token's subject, an opaque id.
 *
 * Names: API Gateway guide, logging variables of HTTP APIs, 2023-06 [H].
 */
const FIELDS = Object.freeze({
  requestId: '$context.requestId',
  time: '$context.requestTime',
  route: '$context.routeKey',
  path: '$context.path',
  owner: '$context.authorizer.claims.sub',
  status: '$context.status',
  responseBytes: '$context.responseLength',
  responseMilliseconds: '$context.responseLatency',
  integrationMilliseconds: '$context.integrationLatency',
  integrationError: '$context.integrationErrorMessage',
  authorizerError: '$context.authorizer.error',
});

export const ACCESS_LOG_FORMAT = JSON.stringify(FIELDS);
