/** Errors of the job API, as problem details (RFC 9457). Clients go by `code`, which never changes its meaning. */

type Kind = { readonly status: number; readonly title: string };

/** The title is the standard phrase of the status, as RFC 9457 wants it for the type `about:blank`. */
export const API_PROBLEMS = Object.freeze({
  'invalid-json': { status: 400, title: 'Bad Request' },
  'invalid-request': { status: 400, title: 'Bad Request' },
  unauthenticated: { status: 401, title: 'Unauthorized' },
  'job-not-found': { status: 404, title: 'Not Found' },
  'route-not-found': { status: 404, title: 'Not Found' },
  'method-not-allowed': { status: 405, title: 'Method Not Allowed' },
  'job-id-taken': { status: 409, title: 'Conflict' },
  /** Another request of the same Idempotency-Key is being worked on. */
  'submit-in-progress': { status: 409, title: 'Conflict' },
  /** Nothing to cancel. */
  'job-has-ended': { status: 409, title: 'Conflict' },
  /** Nothing to retry. */
  'job-not-retryable': { status: 409, title: 'Conflict' },
  'result-not-ready': { status: 409, title: 'Conflict' },
  /** Kept as long as the plan says, and no longer. */
  'result-gone': { status: 410, title: 'Gone' },
  'body-too-large': { status: 413, title: 'Content Too Large' },
  'unsupported-media-type': { status: 415, title: 'Unsupported Media Type' },
  /** The upload is missing, another's, or not what it has to be. */
  'upload-unusable': { status: 422, title: 'Unprocessable Content' },
  'idempotency-key-reused': { status: 422, title: 'Unprocessable Content' },
  'caller-full': { status: 429, title: 'Too Many Requests' },
  'hub-full': { status: 429, title: 'Too Many Requests' },
  internal: { status: 500, title: 'Internal Server Error' },
  'queue-unavailable': { status: 503, title: 'Service Unavailable' },
} satisfies Record<string, Kind>);
export type ApiProblemCode = keyof typeof API_PROBLEMS;

/** One thing that is wrong with a request. */
export type FieldProblem = {
  /** Where, as a JSON pointer in a URI fragment: `#/prompt`; `#` is the whole body. */
  readonly pointer: string;
  /** The rule that was broken: `must not be empty`. */
  readonly detail: string;
};

export type ApiProblem = {
  readonly type: 'about:blank';
  readonly title: string;
  readonly status: number;
  readonly code: ApiProblemCode;
  /** For the person who reads it. */
  readonly detail: string;
  readonly errors?: readonly FieldProblem[];
};

/** @example apiProblem('job-not-found', 'there is no job x').status   // 404 */
export function apiProblem(code: ApiProblemCode, detail: string, errors?: readonly FieldProblem[]): ApiProblem {
  const { status, title } = API_PROBLEMS[code];
  return { type: 'about:blank', title, status, code, detail, ...(errors === undefined ? {} : { errors }) };
}
