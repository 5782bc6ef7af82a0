/**
 * The scripts and units of the instance, read when the program runs. The machine image is made from the same files, so
 * that both ways of booting run the same text.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type BootFile = { readonly name: string; readonly text: string };

const read = (...path: readonly string[]): string => readFileSync(join(import.meta.dirname, ...path), 'utf8');
const readAll = (folder: string): readonly BootFile[] =>
  readdirSync(join(import.meta.dirname, folder))
    .sort()
    .map(name => ({ name, text: read(folder, name) }));

export const bootScripts = (): readonly BootFile[] => readAll('scripts');
export const bootUnits = (): readonly BootFile[] => readAll('units');

/** What makes a stock Amazon Linux 2023 a worker's machine, in this order; the bake runs the same. */
export const installScripts = (): readonly BootFile[] =>
  ['install-driver.sh', 'install-container-runtime.sh'].map(name => ({ name, text: read('../ami/scripts', name) }));
