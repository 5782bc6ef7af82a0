/**
 * The files that a person gets, made beside where they go. Invariant: under its name a file is whole or not there, since it gets
 * its name, on the same disk, when it is done; and that nothing can be written there is known before any work is done.
 */
import { mkdtempSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { HubError } from '../../hub/errors.ts';

export type OutFiles = {
  /** Hidden, empty and for all that is made on the way. */
  readonly folder: string;
  /** Gives a finished file of that folder its name; one that was there is replaced. */
  readonly place: (path: string, name: string) => void;
  /** Takes the folder away, with what is left in it. */
  readonly clear: () => void;
};

/** @throws HubError when no file can be written there */
export function openOutFiles(out: string): OutFiles {
  if (statSync(out, { throwIfNoEntry: false })?.isDirectory()) throw unwritable(out, 'it is a folder');
  let folder: string;
  try {
    folder = mkdtempSync(join(dirname(out), `.${basename(out)}-`));
  } catch (cause) {
    throw unwritable(out, (cause as Error).message, cause);
  }
  return {
    folder,
    place: (path, name) => renameSync(path, name),
    clear: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const unwritable = (out: string, why: string, cause?: unknown): HubError =>
  new HubError('FILE_UNWRITABLE', `${out} cannot be written: ${why}`, {
    hint: 'name a file in a folder that is there and is yours, with --out',
    cause,
  });

/** @example pictureOf('models/knight.glb')   // 'models/knight.png' */
export const pictureOf = (out: string): string => out.replace(/\.glb$/, '.png');
