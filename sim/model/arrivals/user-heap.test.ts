import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check } from '../../../test/kit/check.ts';
import { createUserHeap } from './user-heap.ts';

check('createUserHeap', {
  'gives users back by time, then by number': () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 })), times => {
        const heap = createUserHeap(times.length);
        for (const [user, seconds] of times.entries()) heap.push(seconds, user);
        const seen: [number, number][] = [];
        while (heap.topUser() !== -1) {
          seen.push([heap.topSeconds(), heap.topUser()]);
          heap.pop();
        }
        const sorted = times.map((seconds, user): [number, number] => [seconds, user]);
        assert.equal(
          seen,
          sorted.sort((a, b) => a[0] - b[0] || a[1] - b[1]),
        );
      }),
    ),
  'says Infinity and nobody when empty': () => {
    const heap = createUserHeap(1);
    assert.equal([heap.topSeconds(), heap.topUser()], [Infinity, -1]);
    assert.throws(() => heap.pop(), /nobody waits/);
  },
  'refuses a user who waits twice': () => {
    const heap = createUserHeap(1);
    heap.push(1, 0);
    assert.throws(() => heap.push(2, 0), /more than 1 users wait/);
  },
});
