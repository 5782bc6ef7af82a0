/** The routes of the job API. Every one of them asks for a token. */

import { JOBS_PATH } from '../../hub/job/job-path.ts';

export type Route = {
  /** Names its resources. */
  readonly entry: 'submit' | 'get';
  /** Method and path, as API Gateway wants them. */
  readonly routeKey: `${'GET' | 'POST'} /${string}`;
};

export const ROUTES: readonly Route[] = Object.freeze([
  { entry: 'submit', routeKey: `POST ${JOBS_PATH}` },
  { entry: 'get', routeKey: `GET ${JOBS_PATH}/{id}` },
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
