/** `node worker/image/keep-packages.ts`, while the image is built: takes all packages away that the worker does not need. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type LockedPackages, packageClosure } from './package-closure.ts';
import { WORKER_PACKAGES } from './worker-packages.ts';

const root = join(import.meta.dirname, '../..');
const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: LockedPackages };
const kept = new Set(packageClosure(packages, WORKER_PACKAGES));
for (const folder of Object.keys(packages)) {
  if (folder.startsWith('node_modules/') && !kept.has(folder))
    rmSync(join(root, folder), { recursive: true, force: true });
}
rmSync(join(root, 'node_modules/.bin'), { recursive: true, force: true });
