/** Answers that have not changed need not be sent again (RFC 9110, sections 8.8.3 and 13.1.2). */
import type { HttpAnswer } from './http-answer.ts';
import { sha256Of } from './sha256.ts';

/**
 * The answer with its tag; 304 and no body when the client says that it has just that. Weak or strong does not matter to the
 * comparison, and `*` matches whatever there is.
 */
export function withEntityTag(answer: HttpAnswer, ifNoneMatch: string | undefined): HttpAnswer {
  const tag = `"${sha256Of(answer.body).slice(0, 32)}"`;
  // To be kept by the client that asked, and asked for again each time.
  const headers = { ...answer.headers, etag: tag, 'cache-control': 'private, no-cache' };
  const known = (ifNoneMatch ?? '').split(',').map(item => item.trim().replace(/^W\//, ''));
  if (!known.includes(tag) && !known.includes('*')) return { ...answer, headers };
  const { 'content-type': _, ...kept } = headers as Record<string, string>;
  return { statusCode: 304, headers: kept, body: '' };
}
