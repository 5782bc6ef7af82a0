import { type ApiProblemCode, apiProblem, type FieldProblem } from '../../hub/job/api-problem.ts';

/** What API Gateway makes a response of (HTTP API, payload format 2.0). */
export type HttpAnswer = {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** A job's status is its owner's and changes: nothing between may keep it. */
const NOT_STORED = { 'cache-control': 'no-store' };

/** @example jsonAnswer(202, { job_id: 'x' }, { 'retry-after': '30' }) */
export function jsonAnswer(statusCode: number, body: unknown, headers: HttpAnswer['headers'] = {}): HttpAnswer {
  return {
    statusCode,
    headers: { 'content-type': 'application/json', ...NOT_STORED, ...headers },
    body: JSON.stringify(body),
  };
}

export type ProblemParts = {
  readonly errors?: readonly FieldProblem[];
  readonly headers?: HttpAnswer['headers'];
};

/** Problem details, RFC 9457. The code decides the status. */
export function problemAnswer(
  code: ApiProblemCode,
  detail: string,
  { errors, headers }: ProblemParts = {},
): HttpAnswer {
  const problem = apiProblem(code, detail, errors);
  return jsonAnswer(problem.status, problem, { 'content-type': 'application/problem+json', ...headers });
}
