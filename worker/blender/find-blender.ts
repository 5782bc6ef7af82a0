import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * Blender, if there is one.
 *
 * @param path as in the variable PATH
 * @example findBlender('/usr/local/bin:/usr/bin')   // '/usr/bin/blender'
 */
export function findBlender(path: string): string | undefined {
  return path
    .split(delimiter)
    .map(folder => join(folder, 'blender'))
    .find(file => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}
