import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { seedOf } from './seed-of.ts';

check('the seed of a job', {
  'is the caller’s': () => assert.is(seedOf({ jobId: 'b'.repeat(26), seed: 0 }), 0),
  'is read from the first ten letters of its id, where the caller gave none': () => {
    assert.is(seedOf({ jobId: `aaaaaaaaab${'7'.repeat(16)}` }), 1);
    assert.is(seedOf({ jobId: `aaaaaaaaba${'a'.repeat(16)}` }), 32);
    assert.is(seedOf({ jobId: '7'.repeat(26) }), 2 ** 50 - 1);
  },
});
