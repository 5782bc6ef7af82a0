import * as fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { instancesPeak } from './instances-peak.ts';
import { handSession } from './record.test-data.ts';

const sessionsOf = (spans: readonly (readonly [number, number])[]) =>
  spans.map(([startSeconds, endSeconds]) => handSession({ startSeconds, endSeconds }));

check('instancesPeak', {
  'of nothing is 0': () => assert.is(instancesPeak([]), 0),
  'counts overlaps': () =>
    assert.is(
      instancesPeak(
        sessionsOf([
          [0, 10],
          [5, 20],
          [10, 12],
        ]),
      ),
      2,
    ),
  'sees a peak between two minutes': () =>
    assert.is(
      instancesPeak(
        sessionsOf([
          [1, 3],
          [2, 4],
          [2, 5],
          [60, 90],
        ]),
      ),
      3,
    ),
  'a session of no length was never there': () => assert.is(instancesPeak(sessionsOf([[5, 5]])), 0),
  'is the largest count at any start, counted one by one': () =>
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(30), fc.nat(9)), { maxLength: 30 }), pairs => {
        const spans = pairs.map(([start, length]) => [start, start + length] as const);
        const at = (second: number) => spans.filter(([start, end]) => start <= second && second < end).length;
        assert.is(instancesPeak(sessionsOf(spans)), Math.max(0, ...spans.map(([start]) => at(start))));
      }),
    ),
});
