import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { uploadKey, uploadProblem, uploadRequestSchema } from './upload.ts';
import { UPLOAD_BYTES_MAX, UPLOAD_FORMATS, UPLOAD_HEAD_BYTES } from './upload-formats.ts';

/** First bytes of real files, as `xxd` shows them. */
const HEADS: Readonly<Record<string, string>> = {
  'image/png': '89504e470d0a1a0a0000000d49484452',
  'image/jpeg': 'ffd8ffe000104a464946000101010048',
  'image/webp': '52494646240000005745425056503820',
  'model/gltf-binary': '676c5446020000001c03000054020000',
};
const headOf = (mediaType: string): Uint8Array => Buffer.from(HEADS[mediaType]!, 'hex');
const kindOf = (mediaType: string) => UPLOAD_FORMATS[mediaType]!.kind;

check('an upload', {
  'of every format that is offered is known by its first bytes': () => {
    assert.equal(Object.keys(HEADS), Object.keys(UPLOAD_FORMATS));
    for (const mediaType of Object.keys(HEADS)) {
      const stored = { mediaType, byteCount: UPLOAD_BYTES_MAX[kindOf(mediaType)], head: headOf(mediaType) };
      assert.is(uploadProblem(kindOf(mediaType), stored), undefined, mediaType);
      uploadRequestSchema.parse({ media_type: mediaType });
    }
  },
  'of one format is not taken for another': () => {
    for (const mediaType of Object.keys(HEADS)) {
      for (const other of Object.keys(HEADS).filter(name => name !== mediaType)) {
        const stored = { mediaType, byteCount: 100, head: headOf(other) };
        assert.match(uploadProblem(kindOf(mediaType), stored) ?? '', /first bytes/);
      }
    }
  },
  'of anything else is refused': () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: UPLOAD_HEAD_BYTES }),
        fc.constantFrom(...Object.keys(HEADS)),
        (head, mediaType) => {
          const known = Object.values(UPLOAD_FORMATS).some(format => format.isBegunBy(head));
          return known || uploadProblem(kindOf(mediaType), { mediaType, byteCount: 100, head }) !== undefined;
        },
      ),
    );
  },
  'is of the kind that its job needs': () => {
    const head = headOf('image/png');
    assert.match(
      uploadProblem('mesh', { mediaType: 'image/png', byteCount: 9, head }) ?? '',
      /upload of a mesh \(saw image\/png\)/,
    );
    for (const mediaType of [undefined, 'text/html', 'constructor', '__proto__']) {
      assert.match(uploadProblem('image', { mediaType, byteCount: 9, head }) ?? '', /upload of an image/, mediaType);
    }
  },
  'is not too large': () => {
    const byteCount = UPLOAD_BYTES_MAX.image + 1;
    const stored = { mediaType: 'image/png', byteCount, head: headOf('image/png') };
    assert.match(uploadProblem('image', stored) ?? '', /at most 20000000 bytes \(saw 20000001\)/);
  },
  'lies under its owner': () => assert.is(uploadKey('ab', 'cd'), 'uploads/ab/cd'),
});
