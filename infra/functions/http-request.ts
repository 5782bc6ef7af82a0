/** What the functions need of a request, out of the event API Gateway makes of it (HTTP API, payload format 2.0). */
import * as z from 'zod';

const eventSchema = z.object({
  requestContext: z.object({
    requestId: z.string(),
    authorizer: z.object({ jwt: z.object({ claims: z.object({ sub: z.string().min(1).optional() }) }) }).optional(),
  }),
  pathParameters: z.object({ id: z.string().optional() }).optional(),
  body: z.string().optional(),
  isBase64Encoded: z.boolean(),
});

export type HttpRequest = {
  readonly requestId: string;
  /** The subject of the token; undefined where no authorizer has seen a token, or the token names nobody. */
  readonly ownerId: string | undefined;
  /** The `{id}` of the path. */
  readonly id: string | undefined;
  /** Empty where there is none. */
  readonly body: string;
};

/** @throws when it is not such an event: the function was called by something else than its API */
export function parseHttpRequest(event: unknown): HttpRequest {
  const { requestContext, pathParameters, body = '', isBase64Encoded } = eventSchema.parse(event);
  return {
    requestId: requestContext.requestId,
    ownerId: requestContext.authorizer?.jwt.claims.sub,
    id: pathParameters?.id,
    body: isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body,
  };
}
