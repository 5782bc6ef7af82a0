import { mkdtempSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { check } from '../../../test/kit/check.ts';
import { RIG_FILE, readRig, SKIN_FILE, type StoredRig, writeRig } from './rig-files.ts';

const rig: StoredRig = {
  backend: 'classic',
  skeleton: [
    { name: 'hips', parent: undefined, position: [0, 1, 0.125] },
    { name: 'head', parent: 0, position: [0, 1.5, 0], tip: [0, 1.75, 0] },
  ],
  skin: { weights: Float32Array.of(0.75, 0.25, 0, 0, 1, 0, 0, 0), joints: Uint16Array.of(1, 0, 0, 0, 1, 0, 0, 0) },
};

async function written(changes: Partial<StoredRig> = {}) {
  return writeRig(mkdtempSync(join(tmpdir(), 'asset-hub-rig-')), { ...rig, ...changes });
}
const pathOf = (files: Awaited<ReturnType<typeof written>>, name: string) =>
  files.find(file => file.name === name)!.path;
const messageOf = (reading: Promise<unknown>) => reading.then(() => 'it was read', String);

check('the files of a rig', {
  'are read as they were written': async () => assert.equal(await readRig(await written()), rig),
  'have six bytes for each of four influences of a vertex': async () => {
    const files = await written();
    assert.is(statSync(pathOf(files, SKIN_FILE)).size, 2 * 4 * 6);
    assert.equal([...readFileSync(pathOf(files, SKIN_FILE)).subarray(32, 34)], [1, 0]);
  },
  'are refused when one is missing, cut off or of another rig': async () => {
    const files = await written();
    assert.match(await messageOf(readRig(files.slice(0, 1))), /no file skin\.bin/);
    truncateSync(pathOf(files, SKIN_FILE), 40);
    assert.match(await messageOf(readRig(files)), /its skin is 40 bytes, for 2 vertices 48/);
    const { weights, joints } = rig.skin;
    const beyond = await written({ skin: { weights, joints: joints.map(joint => 2 * joint) } });
    assert.match(await messageOf(readRig(beyond)), /joints that rig\.json has not/);
  },
  'are refused when the skeleton is none': async () => {
    const files = await written({ skeleton: rig.skeleton.toReversed() });
    assert.match(await messageOf(readRig(files)), /joint head has no parent before it/);
    writeFileSync(pathOf(files, RIG_FILE), '{"version":2}');
    assert.match(await messageOf(readRig(files)), /version/);
  },
});
