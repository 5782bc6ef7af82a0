import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { STAGE_NAMES } from '../plan/stage-names.ts';
import { jobIdOf } from './job-id.ts';
import { manifestKey, parseManifestKey } from './manifest-key.ts';

const jobId = 'gaytemzugu3doobzmfrggzdfmy';
const hash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const key = `jobs/${jobId}/image-to-3d/${hash}/manifest.json`;

const manifest = fc.record(
  {
    jobId: fc.uint8Array({ minLength: 16, maxLength: 16 }).map(jobIdOf),
    stage: fc.constantFrom(...STAGE_NAMES),
    inputHash: fc.uint8Array({ minLength: 32, maxLength: 32 }).map(bytes => Buffer.from(bytes).toString('hex')),
  },
  { noNullPrototype: true },
);

check('manifest key', {
  'names job, stage and inputs': () => {
    assert.is(manifestKey({ jobId, stage: 'image-to-3d', inputHash: hash }), key);
    assert.equal(parseManifestKey(key), { jobId, stage: 'image-to-3d', inputHash: hash });
  },
  'is read back as it was written': () => {
    fc.assert(fc.property(manifest, value => assert.equal(parseManifestKey(manifestKey(value)), value)));
  },
  'is not taken for another': () => {
    fc.assert(
      fc.property(manifest, manifest, (a, b) => {
        assert.is(manifestKey(a) === manifestKey(b), JSON.stringify(a) === JSON.stringify(b));
      }),
    );
  },
  'is nothing else in the bucket': () => {
    const foreign = [
      '',
      'weights/sdxl.onnx',
      `jobs/${jobId}/image-to-3d/${hash}/mesh.glb`,
      `jobs/${jobId}/image-to-3d/${hash}/more/manifest.json`,
      `jobs/${jobId}/image-to-3d/manifest.json`,
      `jobs/${jobId}/sculpting/${hash}/manifest.json`,
      `jobs/x/image-to-3d/${hash}/manifest.json`,
      `jobs/${jobId}/image-to-3d/${hash.toUpperCase()}/manifest.json`,
      `jobs/${jobId}/image-to-3d/${hash.slice(1)}/manifest.json`,
      `Jobs/${jobId}/image-to-3d/${hash}/manifest.json`,
      `/${key}`,
      `${key}/`,
      key.replace('image-to-3d', '__proto__'),
    ];
    for (const other of foreign) assert.is(parseManifestKey(other), undefined, other);
  },
  'is looked for without harm in any text': () => {
    fc.assert(
      fc.property(fc.string(), text => {
        const found = parseManifestKey(text);
        assert.ok(found === undefined || manifestKey(found) === text);
      }),
    );
  },
});
