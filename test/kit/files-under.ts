import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Folders that hold other people's files. */
const FOREIGN = new Set(['node_modules', 'coverage']);

/**
 * Paths of all files in `folder` and below, relative to it, with `/`, in an order that is the same on every machine.
 * Leaves out hidden folders and those of other people. A folder that does not exist holds no files.
 */
export function filesUnder(folder: string, prefix = ''): string[] {
  return entriesOf(join(folder, prefix)).flatMap(entry => {
    const path = prefix === '' ? entry.name : `${prefix}/${entry.name}`;
    if (entry.isFile()) return [path];
    const isOurs = entry.isDirectory() && !entry.name.startsWith('.') && !FOREIGN.has(entry.name);
    return isOurs ? filesUnder(folder, path) : [];
  });
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
