/** The weights in their folder: each file of the manifest, by its size; with `isDeep` by its sum. */
import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelLock } from '../models/model-lock.ts';
import { sha256Of } from '../models/sha256-of.ts';
import { MANIFEST_NAME, parseManifest, type WeightsFile } from '../models/weights-manifest.ts';
import { type Check, fine, wrong } from './finding.ts';

const REMEDY = 'on an instance: see journalctl -u asset-hub-weights; elsewhere: npm run models:fetch -- --to FOLDER';

/** @param lock of the models that the program was made for; an entry that the folder has must agree with it */
export const weightsCheck = (folder: string, lock: ModelLock, isDeep: boolean): Check => ({
  name: 'weights',
  run: async () => {
    const manifest = join(folder, MANIFEST_NAME);
    if (!existsSync(manifest)) return wrong(`${manifest} is not there, so nothing is staged`, REMEDY);
    const files = parseManifest(await readFile(manifest, 'utf8'), manifest);
    const faults: string[] = [];
    let byteCount = 0;
    for (const file of files) {
      const fault = await faultOf(folder, file, lock, isDeep);
      if (fault !== undefined) faults.push(fault);
      else byteCount += (await stat(join(folder, file.path))).size;
    }
    if (faults.length > 0) return wrong(faults.join('; '), REMEDY);
    const looked = isDeep ? 'all sums are right' : 'sums were not looked at (--deep does)';
    return fine(`${files.length} files, ${(byteCount / 1e9).toFixed(2)} GB; ${looked}`);
  },
});

async function faultOf(
  folder: string,
  { path, sha256 }: WeightsFile,
  lock: ModelLock,
  isDeep: boolean,
): Promise<string | undefined> {
  const place = join(folder, path);
  const locked = lock[path];
  if (!existsSync(place)) return `${path} is missing`;
  if (locked !== undefined && locked.sha256 !== sha256) return `${path} is of another release than models.lock.json`;
  if (locked !== undefined && locked.byteCount !== (await stat(place)).size) return `${path} has not its length`;
  if (isDeep && (await sha256Of(place)) !== sha256) return `${path} is not what the manifest says`;
  return undefined;
}
