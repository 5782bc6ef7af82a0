/** A file on a web server, followed through redirects; model hubs send each request to a store of theirs. */
import { type RangeSource, type SourceFacts, SourceRefused } from './range-source.ts';

export function httpSource(url: string): RangeSource {
  return {
    name: url,
    describe: async signal => {
      // The first byte, not HEAD: some stores sign their addresses for GET alone.
      const response = await ask(url, { Range: 'bytes=0-0' }, signal);
      await response.body?.cancel();
      return factsOf(url, response);
    },
    read: async (from, to, { version, hasRanges }, signal) => {
      if (from === to) return [] as unknown as AsyncIterable<Uint8Array>;
      const ranged: Record<string, string> = hasRanges ? { Range: `bytes=${from}-${to - 1}` } : {};
      const response = await ask(url, version === undefined ? ranged : { ...ranged, 'If-Range': version }, signal);
      if (hasRanges && response.status !== 206) {
        await response.body?.cancel();
        throw new SourceRefused(url, 'has changed while it was fetched', 'fetch it again');
      }
      if (response.body === null) throw new Error(`${url} answered without a body`);
      return response.body;
    },
  };
}

async function ask(url: string, headers: Record<string, string>, signal?: AbortSignal): Promise<Response> {
  // Compressed, a range would be of other bytes.
  const response = await fetch(url, {
    headers: { ...headers, 'Accept-Encoding': 'identity' },
    ...(signal === undefined ? {} : { signal }),
  });
  if (response.ok || response.status === 416) return response;
  await response.body?.cancel();
  const { status } = response;
  if (status >= 500 || status === 429 || status === 408) throw new Error(`${url} answered ${status}`);
  const hint =
    status === 401 || status === 403
      ? 'its page may want you to log in and accept its terms: fetch it by hand into the folder, then run this again'
      : 'mend its address in worker/models/models.json';
  throw new SourceRefused(url, `answered ${status}`, hint);
}

/** `Content-Range: bytes 0-0/1234`; an empty file has no first byte and is answered with 416 and `bytes * /0`. */
function factsOf(url: string, { status, headers }: Response): SourceFacts {
  const hasRanges = status !== 200;
  const text = hasRanges ? headers.get('content-range')?.split('/')[1] : headers.get('content-length');
  const byteCount = Number(text ?? Number.NaN);
  if (!Number.isInteger(byteCount)) throw new SourceRefused(url, 'does not say how long it is', 'fetch it by hand');
  // A weak one stands for bytes that are about the same.
  const tag = headers.get('etag') ?? undefined;
  return { byteCount, version: tag?.startsWith('W/') ? undefined : tag, hasRanges };
}
