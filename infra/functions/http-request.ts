/** What the functions need of a request, out of the event API Gateway makes of it (HTTP API, payload format 2.0). */
import * as z from 'zod';

const texts = z.record(z.string(), z.string().optional());

const eventSchema = z.object({
  requestContext: z.object({
    requestId: z.string(),
    authorizer: z.object({ jwt: z.object({ claims: z.object({ sub: z.string().min(1).optional() }) }) }).optional(),
  }),
  headers: texts.optional(),
  queryStringParameters: texts.optional(),
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
  /** By name in lower case; several of one name are joined by commas. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Several of one name are joined by commas. */
  readonly query: Readonly<Record<string, string | undefined>>;
  /** Empty where there is none. */
  readonly body: string;
};

/** @throws when it is not such an event: the function was called by something else than its API */
export function parseHttpRequest(event: unknown): HttpRequest {
  const parsed = eventSchema.parse(event);
  const { requestContext, headers = {}, queryStringParameters = {}, pathParameters, body = '' } = parsed;
  return {
    requestId: requestContext.requestId,
    ownerId: requestContext.authorizer?.jwt.claims.sub,
    id: pathParameters?.id,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    query: queryStringParameters,
    body: parsed.isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body,
  };
}
