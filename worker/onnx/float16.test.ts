import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { fromFloat16, toFloat16 } from './float16.ts';

check('halves', {
  // IEEE 754 binary16: the examples of its Wikipedia article.
  'have the bits of the standard': () => {
    const values = [1, -2, 65504, 2 ** -14, 2 ** -24, 0, -0, Infinity, 1 / 3];
    const bits = [0x3c00, 0xc000, 0x7bff, 0x0400, 0x0001, 0x0000, 0x8000, 0x7c00, 0x3555];
    assert.equal([...toFloat16(values)], bits);
  },
  'are infinite above 65,504': () => assert.equal([...toFloat16([65520, 65519])], [0x7c00, 0x7bff]),
  'go there and back': () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffff }), bits => {
        const isNumber = (bits & 0x7c00) !== 0x7c00 || (bits & 0x03ff) === 0;
        if (isNumber) assert.equal([...toFloat16(fromFloat16(Uint16Array.of(bits)))], [bits]);
      }),
    );
  },
  'are read where they stand in a larger buffer': () => {
    assert.equal([...fromFloat16(new Uint16Array(Uint16Array.of(7, 0x3c00, 7).buffer, 2, 1))], [1]);
  },
});
