import { type HttpAnswer, problemAnswer } from './http-answer.ts';
import { type HttpRequest, parseHttpRequest } from './http-request.ts';
import type { Log } from './log.ts';

/** A request whose sender is known. */
export type OwnerRequest = HttpRequest & { readonly ownerId: string };

/**
 * Turns an event into an answer, whatever happens: a caller without a token is sent away, and what goes wrong with us is
 * logged with the id that the access log has, too, and told as no more than that.
 */
export async function answerOwner(
  event: unknown,
  log: Log,
  answer: (request: OwnerRequest) => Promise<HttpAnswer>,
): Promise<HttpAnswer> {
  const request = parseHttpRequest(event);
  const { requestId, ownerId } = request;
  if (ownerId === undefined) return problemAnswer('unauthenticated', 'the request carries no valid token');
  try {
    return await answer({ ...request, ownerId });
  } catch (error) {
    log('ERROR', 'a request failed', { requestId, ownerId, error });
    return problemAnswer('internal', `something failed here; its trace is kept under request id ${requestId}`);
  }
}
