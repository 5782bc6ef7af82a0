/** The body of a request, as its schema wants it, or the answer that says what is wrong with it. */
import type * as z from 'zod';
import { fieldProblems } from '../../hub/job/field-problems.ts';
import { type HttpAnswer, problemAnswer } from './http-answer.ts';
import type { HttpRequest } from './http-request.ts';

/** The longest prompt, escaped letter by letter, takes 12 KB. API Gateway itself takes 10 MB. */
export const BODY_BYTES_MAX = 65_536;

export type JsonBody<Value> = { readonly value: Value } | { readonly refusal: HttpAnswer };

export function parseJsonBody<Schema extends z.ZodType>(
  { headers, body }: Pick<HttpRequest, 'headers' | 'body'>,
  schema: Schema,
): JsonBody<z.output<Schema>> {
  const mediaType = (headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
  if (!/^application\/([\w.+-]+\+)?json$/.test(mediaType)) {
    const saw = mediaType === '' ? 'none' : mediaType.slice(0, 100);
    const detail = `the body must be JSON, with content-type application/json (saw ${saw})`;
    return { refusal: problemAnswer('unsupported-media-type', detail) };
  }
  if (Buffer.byteLength(body) > BODY_BYTES_MAX) {
    return { refusal: problemAnswer('body-too-large', `the body must have at most ${BODY_BYTES_MAX} bytes`) };
  }
  const json = parseJson(body);
  if (json === undefined) return { refusal: problemAnswer('invalid-json', 'the body must be JSON') };
  const parsed = schema.safeParse(json.value);
  if (parsed.success) return { value: parsed.data };
  const errors = fieldProblems(parsed.error);
  const detail = errors.map(problem => `${problem.pointer} ${problem.detail}`).join('; ');
  return { refusal: problemAnswer('invalid-request', detail, { errors }) };
}

/** Wrapped, because `null` is JSON as well. */
function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
