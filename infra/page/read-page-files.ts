/** The files of a built page, in the order in which a bucket must get them. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { HubError } from '../../hub/errors.ts';
import { type FileHeaders, fileHeadersOf, isNamedByContent } from './file-headers.ts';
import { PAGE_CONFIG_KEY } from './page-config.ts';

/** What a browser asks for first, and what names all other files. */
const FRONT_KEY = 'index.html';

export type PageFile = FileHeaders & {
  /** In the bucket, as `assets/index-DuR1Xs9k.js`. */
  readonly key: string;
  readonly body: Buffer;
  /** Of the body, in hexadecimal: what S3 gives as the ETag of what it encrypts with its own keys and got in one part. */
  readonly md5: string;
};

/** What must all be there before what comes after it may be put. */
export type PageFiles = readonly (readonly PageFile[])[];

/**
 * Three steps: what is named by its content, which no page that is open now asks for under that name; what keeps its name;
 * and last the front page, so that nobody is ever told of a file that is not there.
 *
 * What the deploy writes is left out: a build that brings its own, as for a server on one machine, must not replace it.
 *
 * @throws HubError where no page was built, or a file is of a type that is not known
 */
export function readPageFiles(folder: string): PageFiles {
  const files = keysIn(folder)
    .filter(key => key !== PAGE_CONFIG_KEY)
    .map(key => readPageFile(folder, key));
  const front = files.filter(({ key }) => key === FRONT_KEY);
  if (front.length === 0) {
    throw new HubError('FILE_UNREADABLE', `${folder} holds no ${FRONT_KEY}`, { hint: 'npm run web:build' });
  }
  const others = files.filter(({ key }) => key !== FRONT_KEY);
  return [
    others.filter(({ key }) => isNamedByContent(key)),
    others.filter(({ key }) => !isNamedByContent(key)),
    front,
  ].filter(step => step.length > 0);
}

function keysIn(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
      .toSorted();
  } catch (cause) {
    throw new HubError('FILE_UNREADABLE', `${folder} cannot be read`, { hint: 'npm run web:build', cause });
  }
}

function readPageFile(folder: string, key: string): PageFile {
  const headers = fileHeadersOf(key);
  const body = readFileSync(join(folder, key));
  return { key, body, md5: createHash('md5').update(body).digest('hex'), ...headers };
}
