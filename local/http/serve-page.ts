/** The built page on one machine, with the headers that the distribution adds, and the file in which a deploy tells it where it is. */
import { readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { securityHeadersOf } from '../../infra/delivery/security-headers.ts';

/** @returns whether it was asked for something of the page, and has answered */
export type PageServer = (request: IncomingMessage, response: ServerResponse) => boolean;

export type PageParts = {
  readonly folder: string;
  /** `http://127.0.0.1:4000` */
  readonly baseUrl: string;
  readonly config: {
    readonly apiUrl: string;
    readonly issuer: string;
    readonly clientId: string;
    readonly scope: string;
  };
  /** Where else the page may send requests. */
  readonly connectOrigins: readonly string[];
};

type PageFile = { readonly mediaType: string; readonly cacheControl: string; readonly body: Buffer };

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
};

const HASHED = 'public, max-age=31536000, immutable';
const ASKED_AGAIN = 'no-cache';

/** The files are read now: a page that is built later is another server's. */
export function servePage({ folder, baseUrl, config, connectOrigins }: PageParts): PageServer {
  const files = new Map<string, PageFile>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const path = file.slice(folder.length).replaceAll('\\', '/');
    const mediaType = MEDIA_TYPES[extname(path)] ?? 'application/octet-stream';
    const cacheControl = path.startsWith('/assets/') ? HASHED : ASKED_AGAIN;
    files.set(path, { mediaType, cacheControl, body: gzipSync(readFileSync(file)) });
  }
  const body = gzipSync(JSON.stringify(config));
  files.set('/config.json', { mediaType: 'application/json', cacheControl: ASKED_AGAIN, body });
  files.set('/', files.get('/index.html')!);
  const headers = pageHeaders(connectOrigins);

  return (request, response) => {
    const [path = '/'] = (request.url ?? '/').split('?');
    const file = files.get(path);
    if (file === undefined || (request.method !== 'GET' && request.method !== 'HEAD')) return false;
    // One origin: what is signed for 127.0.0.1 would be another's at localhost.
    if (request.headers.host?.startsWith('localhost:') === true) {
      response.writeHead(302, { location: `${baseUrl}${request.url ?? ''}` }).end();
      return true;
    }
    response.writeHead(200, {
      ...headers,
      'content-type': file.mediaType,
      'cache-control': file.cacheControl,
      'content-encoding': 'gzip',
    });
    response.end(request.method === 'HEAD' ? undefined : file.body);
    return true;
  };
}

/** As CloudFront sends them; but for the one that forbids plain HTTP, which a browser takes from no plain HTTP answer anyway. */
export function pageHeaders(connectOrigins: readonly string[]): Readonly<Record<string, string>> {
  const headers = securityHeadersOf(connectOrigins);
  return {
    'content-security-policy': headers.contentSecurityPolicy.contentSecurityPolicy,
    'x-content-type-options': 'nosniff',
    'x-frame-options': headers.frameOptions.frameOption,
    'referrer-policy': headers.referrerPolicy.referrerPolicy,
  };
}
