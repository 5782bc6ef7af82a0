/**
 * Which groups are brought, and of which files. Files of a group that an export made lie in the folder already, under the names
 * that the export chose. Invariant: all that such a group's folder has is locked, and all that is locked of it is there, since a
 * model's version is made of what is locked in its folder.
 */
import { readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { HubError } from '../../hub/errors.ts';
import {
  groupsOf,
  isPlainPath,
  type ModelCatalog,
  type ModelFile,
  type ModelGroup,
  neededFiles,
} from './model-catalog.ts';
import type { ModelLock } from './model-lock.ts';

/** What the lock says in the place of an address. */
export const madeUrl = (group: string): string => `made: ${group}`;

/** The remedy where an export is another than the one that was locked. */
export const lockAnew = (group: string): string =>
  `if this export is meant, remove all entries of ${group}/ from the lock, and run this again`;

export type Chosen = {
  /** Of groups that are fetched; none: all that are not made. */
  readonly names: readonly string[];
  /** Of groups that lie in the folder as an export made them. */
  readonly made: readonly string[];
};

export type ChosenGroup = readonly [name: string, group: Pick<ModelGroup, 'files'>];

/** @throws HubError for a name that is no group's, or was given as both; for a made group that is not all there */
export function chosenGroups(
  catalog: ModelCatalog,
  { names, made }: Chosen,
  folder: string,
  lock: ModelLock,
): readonly ChosenGroup[] {
  const both = names.find(name => made.includes(name));
  if (both !== undefined) {
    throw new HubError('USAGE', `${both} cannot be fetched and made`, {
      hint: `say either --group ${both} or --made ${both}`,
    });
  }
  groupsOf(catalog, made);
  return groupsOf(catalog, names.length === 0 ? [] : [...names, ...made]).map(([name, group]) =>
    made.includes(name) ? [name, { files: madeFiles(name, group, folder, lock) }] : [name, group],
  );
}

/** By path. */
function madeFiles(name: string, group: ModelGroup, folder: string, lock: ModelLock): ModelFile[] {
  const home = join(folder, name);
  const refused = (what: string, hint: string) => new HubError('MODEL_FILE', `${home} ${what}`, { hint });
  // 1. What lies there.
  if (statSync(home, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw refused(
      `is no folder, and ${name} was said to be made`,
      `export ${name} into it first, or fetch it: --group ${name}`,
    );
  }
  const entries = readdirSync(home, { recursive: true, withFileTypes: true })
    .filter(entry => !entry.isDirectory())
    .map(entry => ({ path: relative(home, join(entry.parentPath, entry.name)), isFile: entry.isFile() }))
    .toSorted((left, right) => (left.path < right.path ? -1 : 1));
  // 2. Nothing that no export leaves, and no instance takes.
  const odd = entries.filter(({ path, isFile }) => !isFile || !isPlainPath(path) || LEFT_BY_A_FETCH.test(path));
  if (odd.length > 0) {
    const hint = 'take it away: all there is gets locked, and must be a file with a plain name, of no broken fetch';
    throw refused(`has ${listed(odd)}, which is none of an export's files`, hint);
  }
  // 3. All that the group needs, and all that is locked.
  const isThere = new Set(entries.map(({ path }) => path));
  const missing = neededFiles(group).filter(({ path }) => !isThere.has(path));
  if (missing.length > 0) throw refused(`lacks ${listed(missing)}`, `export ${name} anew, into an empty folder`);
  const gone = Object.keys(lock)
    .filter(place => place.startsWith(`${name}/`))
    .map(place => ({ path: place.slice(name.length + 1) }))
    .filter(({ path }) => !isThere.has(path));
  if (gone.length > 0) throw refused(`lacks ${listed(gone)}, which is locked`, lockAnew(name));
  return entries.map(({ path }) => ({ path, url: madeUrl(name) }));
}

/** What a fetch leaves that was interrupted, or refused what it got. */
const LEFT_BY_A_FETCH = /\.(part|part\.json|wrong)$/;

const listed = (files: readonly Pick<ModelFile, 'path'>[]): string => files.map(({ path }) => path).join(', ');
