import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import type { FunctionBundles } from './build-functions.ts';
import { keptOrBuilt } from './kept-or-built.ts';

const home = mkdtempSync(join(tmpdir(), 'asset-hub-kept-'));
process.once('exit', () => rmSync(home, { recursive: true, force: true }));

const FILES = ['infra/bundle/build-functions.ts', 'node_modules/.package-lock.json', 'infra/functions/get.ts'];
let projectCount = 0;

/** A project whose files were saved an hour ago, and a build that counts how often it is asked. */
function project() {
  const projectFolder = join(home, `${(projectCount += 1)}`);
  const hourAgo = Date.now() / 1000 - 3600;
  const save = (path: string, text: string, seconds = hourAgo): void => {
    const file = join(projectFolder, path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, text);
    utimesSync(file, seconds, seconds);
  };
  for (const path of FILES) save(path, path);
  let builtCount = 0;
  const cacheFolder = join(projectFolder, 'cache');
  const bundles = () => ({ get: { code: `build ${builtCount}`, sources: [], sdkByteCount: 0 } });
  const ask = (during = () => {}): string => {
    const build = (): FunctionBundles => {
      builtCount += 1;
      during();
      return { bundles: bundles(), madeOf: ['infra/functions/get.ts'] } as unknown as FunctionBundles;
    };
    return keptOrBuilt(build, { projectFolder, cacheFolder }).bundles.get.code;
  };
  return { ask, save, cacheFolder };
}

check('bundles', {
  'are built once, and kept without litter': () => {
    const { ask, cacheFolder } = project();
    assert.equal([ask(), ask(), ask()], ['build 1', 'build 1', 'build 1']);
    assert.equal(readdirSync(cacheFolder), ['functions.json']);
  },
  'are built again after a change of a source, of the packages, or of how they are built': () => {
    for (const path of FILES) {
      const { ask, save } = project();
      ask();
      save(path, 'changed');
      assert.equal([ask(), ask()], ['build 2', 'build 2'], path);
    }
  },
  'are those of the content, whenever it was saved': () => {
    const { ask, save } = project();
    ask();
    save('infra/functions/get.ts', 'infra/functions/get.ts', 0);
    assert.is(ask(), 'build 1');
  },
  'are not kept when a source was saved while they were built': () => {
    const { ask, save } = project();
    const later = () => save('infra/functions/get.ts', 'saved meanwhile', Date.now() / 1000 + 1);
    assert.equal([ask(later), ask()], ['build 1', 'build 2']);
  },
  'are built anew where what was kept is broken, or nothing can be kept': () => {
    const { ask, cacheFolder } = project();
    ask();
    writeFileSync(join(cacheFolder, 'functions.json'), '{"bundles":');
    assert.is(ask(), 'build 2');
    rmSync(cacheFolder, { recursive: true });
    // A file where the folder would be: also root can make no folder there.
    writeFileSync(cacheFolder, '');
    assert.equal([ask(), ask()], ['build 3', 'build 4']);
  },
});
