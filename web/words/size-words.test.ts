import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { sizeWords } from './size-words.ts';

check('a size in words', {
  'has no more digits than anybody reads, and is never less than it is': () =>
    assert.equal([0, 999, 1000, 1001, 999_001, 1_000_000, 20_000_000, 20_000_001].map(sizeWords), [
      '0 bytes',
      '999 bytes',
      '1 kB',
      '2 kB',
      '1 MB',
      '1 MB',
      '20 MB',
      '20.1 MB',
    ]),
});
