/** Headers and parameters that several operations share. */
import { IDEMPOTENCY_KEY_PATTERN, LIST_LIMIT_DEFAULT, LIST_LIMIT_MAX } from './limits.ts';
import type { HeaderName, ParameterName } from './operations.ts';
import type { JsonObject } from './parts.ts';

const text = { type: 'string' };

export const HEADERS: Readonly<Record<HeaderName, JsonObject>> = Object.freeze({
  Location: { description: 'Where it is.', required: true, schema: text },
  'Retry-After': {
    description: 'Seconds after which to ask again: half of the time that is left, within limits.',
    schema: { type: 'integer', minimum: 1 },
  },
  ETag: { description: 'Changes whenever the answer does.', required: true, schema: text },
  'Idempotency-Replayed': {
    description: 'The same request was made before: this is its job.',
    schema: { type: 'string', const: 'true' },
  },
  'Cache-Control': { description: 'Nothing between may keep it.', required: true, schema: text },
  Link: { description: 'The next page, `rel="next"`; absent on the last.', schema: text },
});

export const PARAMETERS: Readonly<Record<ParameterName, JsonObject>> = Object.freeze({
  JobId: {
    name: 'id',
    in: 'path',
    required: true,
    description: 'The `job_id` of a job. Anything else is a job that you do not have.',
    schema: text,
    example: 'gaytemzugu3doobzmfrggzdfmy',
  },
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    description: 'Of your own choice, one per job: a request that is sent again with it does nothing twice.',
    schema: { type: 'string', pattern: IDEMPOTENCY_KEY_PATTERN, minLength: 1, maxLength: 255 },
  },
  IfNoneMatch: {
    name: 'If-None-Match',
    in: 'header',
    description: 'The ETag that you have.',
    schema: text,
  },
  Limit: {
    name: 'limit',
    in: 'query',
    description: 'Jobs per page.',
    schema: { type: 'integer', minimum: 1, maximum: LIST_LIMIT_MAX, default: LIST_LIMIT_DEFAULT },
  },
  Cursor: {
    name: 'cursor',
    in: 'query',
    description: 'The `next_cursor` of a page.',
    schema: { type: 'string', maxLength: 300 },
  },
});
