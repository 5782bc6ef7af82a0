import * as fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { paretoFront } from './pareto-front.ts';

const points = fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 })), { minLength: 1 });

check('paretoFront', {
  'is the points that no other beats in both': () =>
    fc.assert(
      fc.property(points, pairs => {
        const all = pairs.map(([costUsd, waitSeconds], candidate) => ({ candidate, costUsd, waitSeconds }));
        const front = paretoFront(all);
        for (const point of all) {
          const isBeaten = all.some(
            other =>
              other.costUsd <= point.costUsd &&
              other.waitSeconds <= point.waitSeconds &&
              (other.costUsd < point.costUsd || other.waitSeconds < point.waitSeconds),
          );
          const isThere = front.some(
            ({ costUsd, waitSeconds }) => costUsd === point.costUsd && waitSeconds === point.waitSeconds,
          );
          assert.is(isThere, !isBeaten);
        }
      }),
    ),
  'goes from the cheapest to the fastest': () => {
    const all = [
      { candidate: 0, costUsd: 3, waitSeconds: 6 },
      { candidate: 1, costUsd: 1, waitSeconds: 9 },
      { candidate: 2, costUsd: 4, waitSeconds: 1 },
      { candidate: 3, costUsd: 2, waitSeconds: 5 },
    ];
    assert.equal(
      paretoFront(all).map(({ candidate }) => candidate),
      [1, 3, 2],
    );
  },
});
