/** The routes of the job API. Every one of them asks for a token. */
import { JOBS_PATH, QUEUE_PATH, UPLOADS_PATH } from '../../hub/job/job-path.ts';

/** One function each; names its resources. */
export const API_ENTRIES = [
  'submit',
  'get',
  'list',
  'result',
  'cancel',
  'retry',
  'upload',
  'queue',
  'unrouted',
] as const;
export type ApiEntry = (typeof API_ENTRIES)[number];

/** Takes what no other route takes. */
export const DEFAULT_ROUTE = '$default';

export type Route = {
  readonly entry: ApiEntry;
  /** Method and path, as API Gateway wants them. */
  readonly routeKey: `${'GET' | 'POST'} /${string}` | typeof DEFAULT_ROUTE;
};

export const ROUTES: readonly Route[] = Object.freeze([
  { entry: 'submit', routeKey: `POST ${JOBS_PATH}` },
  { entry: 'list', routeKey: `GET ${JOBS_PATH}` },
  { entry: 'get', routeKey: `GET ${JOBS_PATH}/{id}` },
  { entry: 'result', routeKey: `GET ${JOBS_PATH}/{id}/result` },
  { entry: 'cancel', routeKey: `POST ${JOBS_PATH}/{id}/cancel` },
  { entry: 'retry', routeKey: `POST ${JOBS_PATH}/{id}/retry` },
  { entry: 'upload', routeKey: `POST ${UPLOADS_PATH}` },
  { entry: 'queue', routeKey: `GET ${QUEUE_PATH}` },
  { entry: 'unrouted', routeKey: DEFAULT_ROUTE },
]);

/**
 * Requests of one route alone, as the permission on its function names them. The stage is `*`, there being one; so is what
 * stands for a path parameter, as AWS SAM writes the permissions of its HTTP APIs (aws/serverless-application-model,
 * open_api.py, 2024 [M]). The default route has no method there (its issue 1860, 2020-12 [H]).
 *
 * @example routeSourceArn('arn:aws:execute-api:us-east-1:123456789012:abc', 'GET /v1/jobs/{id}')
 *   // 'arn:aws:execute-api:us-east-1:123456789012:abc/*' + '/GET/v1/jobs/*'
 */
export function routeSourceArn(executionArn: string, routeKey: Route['routeKey']): string {
  if (routeKey === DEFAULT_ROUTE) return `${executionArn}/*/${DEFAULT_ROUTE}`;
  const [method, path] = routeKey.split(' ');
  return `${executionArn}/*/${method}${path?.replace(/\{[^}]+\}/g, '*')}`;
}
