/** The routes of the job API. Every one of them asks for a token. */

export type Route = {
  /** Names its resources. */
  readonly entry: 'submit' | 'get';
  /** Method and path, as API Gateway wants them. */
  readonly routeKey: `${'GET' | 'POST'} /${string}`;
};

export const ROUTES: readonly Route[] = Object.freeze([
  { entry: 'submit', routeKey: 'POST /v1/jobs' },
  { entry: 'get', routeKey: 'GET /v1/jobs/{id}' },
]);

/**
 * Requests of one route alone, as the permission on its function names them. The stage is `*`, there being one; so is what
 * stands for a path parameter, as AWS SAM writes the permissions of its HTTP APIs (aws/serverless-application-model,
 * open_api.py, 2024 [M]).
 *
 * @example routeSourceArn('arn:aws:execute-api:us-east-1:123456789012:abc', 'GET /v1/jobs/{id}')
 *   // 'arn:aws:execute-api:us-east-1:123456789012:abc/*' + '/GET/v1/jobs/*'
 */
export function routeSourceArn(executionArn: string, routeKey: Route['routeKey']): string {
  const [method, path] = routeKey.split(' ');
  return `${executionArn}/*/${method}${path?.replace(/\{[^}]+\}/g, '*')}`;
}
