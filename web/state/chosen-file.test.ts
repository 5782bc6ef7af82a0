import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { UPLOAD_BYTES_MAX } from '../../hub/job/upload-formats.ts';
import { check } from '../../test/kit/check.ts';
import { ACCEPTED, chooseFile } from './chosen-file.ts';

/** First bytes of real files, as `xxd` shows them. */
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const JPEG = Buffer.from('ffd8ffe000104a464946000101010048', 'hex');
const GLB = Buffer.from('676c5446020000001c03000054020000', 'hex');

const file = (name: string, bytes: Uint8Array, type = '') => new File([Buffer.from(bytes)], name, { type });
/** As if it had so many bytes, without having them. */
const sized = (name: string, head: Uint8Array, size: number) =>
  Object.defineProperty(file(name, head), 'size', { value: size });
const wordsOf = async (chosen: Parameters<typeof chooseFile>[0]) => {
  const choice = await chooseFile(chosen);
  return choice.kind === 'refused' ? choice.words : choice.kind;
};

check('a chosen file', {
  'is known by its first bytes, whatever it is called': async () => {
    for (const [bytes, mediaType, kind] of [
      [PNG, 'image/png', 'mesh'],
      [JPEG, 'image/jpeg', 'mesh'],
      [GLB, 'model/gltf-binary', 'rig'],
    ] as const) {
      const choice = await chooseFile(file('it.txt', bytes, 'text/plain'));
      assert.is(choice.kind, 'chosen');
      if (choice.kind !== 'chosen') continue;
      assert.equal([choice.file.mediaType, choice.file.kind], [mediaType, kind]);
      // S3 holds the form to this type.
      assert.is(choice.file.bytes.type, mediaType);
      assert.is(choice.file.bytes.size, bytes.length);
    }
  },
  'that nobody could use is refused in one sentence, whatever is in it': () =>
    fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 40 }), async bytes => {
        const words = await wordsOf(file('x', bytes));
        assert.ok(
          words === 'chosen' || /^x (is empty|is neither a picture .* nor a model \(GLB\))\.$/.test(words),
          words,
        );
      }),
    ),
  'is refused a byte above the limit, and not at it': async () => {
    assert.is(await wordsOf(sized('a.png', PNG, UPLOAD_BYTES_MAX.image)), 'chosen');
    assert.is(
      await wordsOf(sized('a.png', PNG, UPLOAD_BYTES_MAX.image + 1)),
      'a.png is too large. A picture may have up to 20 MB; this one has 20.1 MB.',
    );
    assert.is(
      await wordsOf(sized('a.glb', GLB, UPLOAD_BYTES_MAX.mesh + 1)),
      'a.glb is too large. A model may have up to 60 MB; this one has 60.1 MB.',
    );
  },
  'that cannot be read, as a folder, is refused as well': async () => {
    const broken = {
      name: 'folder',
      size: 4096,
      slice: () => ({ arrayBuffer: () => Promise.reject(new Error('no')) }),
    };
    assert.is(await wordsOf(broken as never), 'folder cannot be read.');
  },
  'can be looked for by what is taken': () =>
    assert.is(ACCEPTED, 'image/png,image/jpeg,image/webp,model/gltf-binary,.glb'),
});
