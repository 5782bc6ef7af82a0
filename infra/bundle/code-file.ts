/**
 * The code of a function as a file, of which Pulumi is told the path. As a text it goes to the engine, comes back, is logged,
 * and stands in the state. Invariant: a file is named by its content and never rewritten, so what an engine has hashed is what
 * it uploads, whatever another process builds meanwhile.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_FOLDER } from './build-functions.ts';

/** Goes with the packages, at the latest when they are installed anew; until then a deploy may read its files. */
const FOLDER = join(PROJECT_FOLDER, 'node_modules/.cache/asset-hub/function-code');

/**
 * Where the file lies makes no difference to a deploy: Pulumi compares archives by a hash of names and bytes, and a text has the
 * same one (@pulumi/pulumi 3.270.0; tried 2026-11 with its Go SDK, for a text and for two paths, times and modes).
 *
 * @returns an absolute path; undefined where nothing can be written
 * @example codeFile(bundleFunction('submit').code)   // '/…/function-code/2698e9….mjs'
 */
export function codeFile(code: string, folder = FOLDER): string | undefined {
  const file = join(folder, `${createHash('sha256').update(code).digest('hex')}.mjs`);
  try {
    if (!existsSync(file)) write(file, code, folder);
    return file;
  } catch {
    // A project that is read-only is deployed, too: its code goes as a text.
    return undefined;
  }
}

/** In place all at once, so that nobody reads half of it. */
function write(file: string, code: string, folder: string): void {
  mkdirSync(folder, { recursive: true });
  const work = mkdtempSync(join(folder, 'unfinished-'));
  writeFileSync(join(work, 'code'), code);
  renameSync(join(work, 'code'), file);
  rmSync(work, { recursive: true });
}
