import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { JOB_ID_BYTE_COUNT, jobIdOf, jobIdSchema } from './job-id.ts';

const bytes = fc.uint8Array({ minLength: JOB_ID_BYTE_COUNT, maxLength: JOB_ID_BYTE_COUNT });
const encode = (text: string) => new TextEncoder().encode(text);
const DIGITS = 'abcdefghijklmnopqrstuvwxyz234567';

check('job id', {
  // python3 -c "import base64; print(base64.b32encode(b'0123456789abcdef').lower())"
  'is what Python makes of the same bytes': () => {
    assert.is(jobIdOf(encode('0123456789abcdef')), 'gaytemzugu3doobzmfrggzdfmy');
    assert.is(jobIdOf(new Uint8Array(16).fill(255)), '77777777777777777777777774');
    assert.is(jobIdOf(new Uint8Array(16)), 'aaaaaaaaaaaaaaaaaaaaaaaaaa');
  },
  'is the bytes as one number in base 32': () => {
    fc.assert(
      fc.property(bytes, input => {
        // 26 letters hold 130 bits, so the 128 are followed by two zeros.
        const expected = input.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n) * 4n;
        const seen = [...jobIdOf(input)].reduce((sum, letter) => sum * 32n + BigInt(DIGITS.indexOf(letter)), 0n);
        assert.is(seen, expected);
      }),
    );
  },
  'is accepted by its own schema': () => {
    fc.assert(fc.property(bytes, input => jobIdSchema.safeParse(jobIdOf(input)).success));
  },
  'is nothing else': () => {
    for (const text of [
      '',
      'x',
      'A'.repeat(26),
      '1'.repeat(26),
      `${'a'.repeat(26)}\n`,
      '../../../../../../../../etc/pa',
    ]) {
      assert.not(jobIdSchema.safeParse(text).success, text);
    }
  },
  'needs all its bytes': () => assert.throws(() => jobIdOf(new Uint8Array(15)), /16 bytes \(saw 15\)/),
});
