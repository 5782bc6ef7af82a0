/** With which headers S3, and after it CloudFront, hands out each file of the page. */
import { extname } from 'node:path';
import { HubError } from '../../hub/errors.ts';

export type FileHeaders = {
  readonly contentType: string;
  readonly cacheControl: string;
};

/**
 * By the ending of the name. Written down, because what a machine's own list says of `.wasm` or `.glb` differs between
 * machines, and browsers refuse a module, and compile no WebAssembly, of another type.
 */
const CONTENT_TYPES: Readonly<Record<string, string>> = Object.freeze({
  '.css': 'text/css; charset=utf-8',
  '.glb': 'model/gltf-binary',
  '.hdr': 'image/vnd.radiance',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/vnd.microsoft.icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
});

/** A hash of its content in the name, as vite writes it, in the folder where vite puts nothing else. */
const HASHED = /^assets\/.*-[\w-]{8}\.\w+$/;

/**
 * What is named by its content is kept for a year, the most that caches are asked for. Anything else is asked after each
 * time, which costs an answer without a body while nothing has changed. An edge keeps that for one second, the least that its
 * cache policy knows (CloudFront guide, managed cache policy CachingOptimized [H]), so a release is seen at once and nothing
 * has to be invalidated.
 */
const KEPT = 'public, max-age=31536000, immutable';
const ASKED_AFTER = 'no-cache';

/** Whether a file of this name never has another content. */
export const isNamedByContent = (key: string): boolean => HASHED.test(key);

/**
 * @param key in the bucket, as `assets/index-DuR1Xs9k.js`
 * @throws HubError for an ending whose type is not known here
 * @example fileHeadersOf('index.html').cacheControl   // 'no-cache'
 */
export function fileHeadersOf(key: string): FileHeaders {
  const contentType = CONTENT_TYPES[extname(key).toLowerCase()];
  if (contentType === undefined) {
    throw new HubError('FILE_UNREADABLE', `${key} is of no type that is known here`, {
      hint: 'add its ending to CONTENT_TYPES in infra/page/file-headers.ts, or leave it out of the build',
    });
  }
  return { contentType, cacheControl: isNamedByContent(key) ? KEPT : ASKED_AFTER };
}
