/**
 * Brings the files of chosen groups into a folder, as their lock says; a file that has no entry yet gets one. Invariant: no file
 * that was fetched stays under its name in the folder unless its bytes are those of its entry; one that an export made is left
 * where it is, and refused.
 */
import { existsSync } from 'node:fs';
import { rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HubError } from '../../hub/errors.ts';
import { type ChosenGroup, lockAnew, madeUrl } from './chosen-groups.ts';
import { type DownloadOptions, download } from './download.ts';
import { httpSource } from './http-source.ts';
import { type ModelFile, placeOf } from './model-catalog.ts';
import { type LockEntry, readModelLock, writeModelLock } from './model-lock.ts';
import { sha256Of } from './sha256-of.ts';
import { MANIFEST_NAME, manifestText } from './weights-manifest.ts';

export type FetchPorts = Omit<DownloadOptions, 'onBytes'> & {
  readonly onBytes?: (place: string, haveBytes: number, allBytes: number) => void;
  /** When a file is there: fetched, or found. */
  readonly onFile?: (place: string, entry: LockEntry, isNew: boolean) => void;
};

/**
 * One file after the other, each by several requests; at the end the manifest of what the groups have.
 *
 * @throws HubError for a file that cannot be had or is not what the lock says
 */
export async function fetchModels(
  groups: readonly ChosenGroup[],
  folder: string,
  lockFile: string,
  ports: FetchPorts,
): Promise<void> {
  const lock: Record<string, LockEntry> = { ...readModelLock(lockFile) };
  const places: string[] = [];
  // Before anything is fetched: a refusal would come after hours.
  for (const [group, { files }] of groups) {
    for (const file of files) requireAddress(group, file, lock[placeOf(group, file)]);
  }
  for (const [group, { files }] of groups) {
    for (const file of files) {
      const place = placeOf(group, file);
      const isNew = await bring(place, file, folder, ports);
      const entry = await entryOf(group, file, folder, lock[place]);
      if (lock[place] === undefined) {
        lock[place] = entry;
        writeModelLock(lockFile, lock);
      }
      ports.onFile?.(place, entry, isNew);
      places.push(place);
    }
  }
  const text = manifestText(places.map(path => ({ path, sha256: lock[path]!.sha256 })));
  await writeFile(join(folder, MANIFEST_NAME), text);
}

/** @returns whether it had to be fetched */
async function bring(place: string, { url }: ModelFile, folder: string, ports: FetchPorts): Promise<boolean> {
  const path = join(folder, place);
  if (existsSync(path)) return false;
  const { onBytes, ...options } = ports;
  await download(httpSource(url), path, { ...options, onBytes: (have, all) => onBytes?.(place, have, all) });
  return true;
}

function requireAddress(group: string, file: ModelFile, locked: LockEntry | undefined): void {
  const { url } = file;
  const place = placeOf(group, file);
  if (locked === undefined || locked.url === url) return;
  const fetchedHint =
    locked.url === madeUrl(group)
      ? `say --made ${group}; to fetch it instead, remove all entries of ${group}/ from the lock and use an empty folder`
      : `if the new address is meant, remove ${place} from the lock and fetch it into an empty folder`;
  const hint = url === madeUrl(group) ? lockAnew(group) : fetchedHint;
  throw new HubError('MODEL_FILE', `${place} was locked when it came from ${locked.url}, not from ${url}`, { hint });
}

/** What the file is; it was here already, or has just come. */
async function entryOf(
  group: string,
  file: ModelFile,
  folder: string,
  locked: LockEntry | undefined,
): Promise<LockEntry> {
  const { url } = file;
  const place = placeOf(group, file);
  const path = join(folder, place);
  const entry = { sha256: await sha256Of(path), byteCount: (await stat(path)).size, url };
  if (locked === undefined || locked.sha256 === entry.sha256) return entry;
  const what = `${place} is not what its lock says: sha256 ${locked.sha256} wanted, ${entry.sha256} seen`;
  if (url === madeUrl(group)) throw new HubError('MODEL_FILE', what, { hint: lockAnew(group) });
  await rename(path, `${path}.wrong`);
  const hint = `it is kept as ${place}.wrong; run this again, and if it happens again, ask why ${url} has changed`;
  throw new HubError('MODEL_FILE', what, { hint });
}
