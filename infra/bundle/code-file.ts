/**
 * The code of a function as a file, of which Pulumi is told the path. As a text it goes to the engine, comes back, is logged,
 * and stands in the state. Invariant: a file is named by its content and never rewritten, so what an engine has hashed is what
 * it uploads, whatever another process builds meanwhile.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SECONDS_PER_WEEK, type Seconds } from '../../hub/units.ts';
import { PROJECT_FOLDER } from './build-functions.ts';

const FOLDER = join(PROJECT_FOLDER, 'node_modules/.cache/asset-hub/function-code');

/** Longer than any deploy, which may still read its files. A change in what all functions have in common leaves 7 MB behind. */
const UNUSED_SECONDS_MAX: Seconds = SECONDS_PER_WEEK;

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
    if (!isThere(file)) {
      write(file, code, folder);
      removeUnused(folder);
    }
    return file;
  } catch {
    // A project that is read-only is deployed, too: its code goes as a text.
    return undefined;
  }
}

/** Marks it as used now. */
function isThere(file: string): boolean {
  if (statSync(file, { throwIfNoEntry: false }) === undefined) return false;
  utimesSync(file, new Date(), new Date());
  return true;
}

/** In place all at once, so that nobody reads half of it. */
function write(file: string, code: string, folder: string): void {
  mkdirSync(folder, { recursive: true });
  const work = mkdtempSync(join(folder, 'unfinished-'));
  writeFileSync(join(work, 'code'), code);
  renameSync(join(work, 'code'), file);
  rmSync(work, { recursive: true });
}

/** Another process may remove the same at the same time. */
function removeUnused(folder: string): void {
  for (const name of readdirSync(folder)) {
    const usedAt = statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - usedAt > UNUSED_SECONDS_MAX * 1000) rmSync(join(folder, name), { recursive: true, force: true });
  }
}
