/**
 * `$default`: whatever no other route takes. Without it API Gateway would say `{"message":"Not Found"}`, even of a path that
 * is right and a method that is not; a client that reads problem details would find none.
 *
 * What the gateway itself refuses stays in its words, which an HTTP API cannot change (API Gateway guide, 2023-06 [H]): 401
 * without a valid token, so that a stranger's guesses never start a function, and 429 over the throttle.
 */
import * as z from 'zod';
import { answerOwner } from './answer-owner.ts';
import { type HttpAnswer, problemAnswer } from './http-answer.ts';
import { log } from './log.ts';
import { matchRoute } from './match-route.ts';

const placeSchema = z.object({
  requestContext: z.object({ http: z.object({ method: z.string(), path: z.string() }) }),
});

export const handler = (event: unknown): Promise<HttpAnswer> =>
  answerOwner(event, log, async () => {
    const { method, path } = placeSchema.parse(event).requestContext.http;
    const match = matchRoute(method, path);
    if (match.kind !== 'other-method') return problemAnswer('route-not-found', 'there is nothing here');
    const { allow } = match;
    return problemAnswer('method-not-allowed', `this takes ${allow}`, { headers: { allow } });
  });
