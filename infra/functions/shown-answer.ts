import { type HttpAnswer, jsonAnswer } from './http-answer.ts';
import type { ShownJob } from './hub-view.ts';

/** A job as it stands, and when to ask again. */
export function shownAnswer(statusCode: number, shown: ShownJob, headers: HttpAnswer['headers'] = {}): HttpAnswer {
  const { view, retryAfterSeconds } = shown;
  return jsonAnswer(statusCode, view, {
    ...(retryAfterSeconds === undefined ? {} : { 'retry-after': `${retryAfterSeconds}` }),
    ...headers,
  });
}
