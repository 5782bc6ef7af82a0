import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { philox } from './philox.ts';

function randomWords(counter: readonly number[], keyLow: number, keyHigh: number): string {
  const words = Uint32Array.from(counter);
  philox(words, keyLow, keyHigh);
  return Array.from(words, word => word.toString(16).padStart(8, '0')).join(' ');
}

check('Philox 4x32-10', {
  'gives the known answers of its authors (Random123, kat_vectors)': () => {
    assert.is(randomWords([0, 0, 0, 0], 0, 0), '6627e8d5 e169c58d bc57ac4c 9b00dbd8');
    const ones = 0xffffffff;
    assert.is(randomWords([ones, ones, ones, ones], ones, ones), '408f276d 41c83b0e a20bc7c6 6d5451fd');
    const digitsOfPi = [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344];
    assert.is(randomWords(digitsOfPi, 0xa4093822, 0x299f31d0), 'd16cfe09 94fdcceb 5001e420 24126ea1');
  },
});
