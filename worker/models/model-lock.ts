/**
 * models.lock.json: what the bytes of each file were when it was fetched first. Invariant: an entry is never changed by a fetch;
 * a file that differs from its entry is refused, whoever is right.
 */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { HubError } from '../../hub/errors.ts';

/** Beside the catalog, in git and in the worker's image. */
export const MODEL_LOCK_FILE = join(import.meta.dirname, 'models.lock.json');

const entrySchema = z.strictObject({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  byteCount: z.int().nonnegative(),
  /** Where it came from, `made: <group>` if an export made it; another address is another file. */
  url: z.string(),
});
export type LockEntry = Readonly<z.infer<typeof entrySchema>>;

/** By place: `<group>/<path>`. */
const lockSchema = z.strictObject({ version: z.literal(1), files: z.record(z.string(), entrySchema) });
export type ModelLock = Readonly<Record<string, LockEntry>>;

/** A lock that is not there yet is empty. @throws HubError for one that nobody can read */
export function readModelLock(file: string): ModelLock {
  if (!existsSync(file)) return {};
  try {
    return lockSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).files;
  } catch (cause) {
    const hint = 'restore it from git; without it nobody knows which bytes were meant';
    throw new HubError('MODEL_FILE', `${file} is no lock of models`, { hint, cause });
  }
}

/** In the order of places, so that a difference in git is the difference. Replaced as a whole. */
export function writeModelLock(file: string, lock: ModelLock): void {
  const files = Object.fromEntries(Object.entries(lock).toSorted(([left], [right]) => (left < right ? -1 : 1)));
  writeFileSync(`${file}.new`, `${JSON.stringify({ version: 1, files }, undefined, 2)}\n`);
  renameSync(`${file}.new`, file);
}
