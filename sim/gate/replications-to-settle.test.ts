import * as fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { standardDeviationOfSample } from '../measure/sample-statistics.ts';
import { studentTQuantile } from '../measure/student-t.ts';
import { replicationsToSettle } from './replications-to-settle.ts';

/** Mean 10, standard deviation 1. */
const THREE = [9, 10, 11];

check('replicationsToSettle', {
  'needs 99 for a fifth of a standard deviation': () => {
    // t(0.975, 98) = 1.98447 / sqrt(99) = 0.19945, and t(0.975, 97) = 1.98472 / sqrt(98) = 0.20049.
    assert.is(replicationsToSettle(THREE, 9.8, 0.95), 99);
    assert.is(replicationsToSettle(THREE, 10.2, 0.95), 99);
  },
  'two are enough for a limit far away, and for values without spread': () => {
    // t(0.975, 1) = 12.706 / sqrt(2) = 8.985.
    assert.is(replicationsToSettle(THREE, 1, 0.95), 2);
    assert.is(replicationsToSettle(THREE, 1.02, 0.95), 3);
    assert.is(replicationsToSettle([4, 4], 4.000001, 0.95), 2);
  },
  'no number would do for a mean on the limit, and none up to a million for one beside it': () => {
    assert.is(replicationsToSettle(THREE, 10, 0.95), null);
    // 1.96 / sqrt(1e6) = 0.00196.
    assert.is(replicationsToSettle(THREE, 10.0019, 0.95), null);
    assert.ok(replicationsToSettle(THREE, 10.002, 0.95)! > 900_000);
  },
  'is the smallest number whose interval leaves the limit out': () =>
    fc.assert(
      fc.property(
        fc.double({ min: 0.05, max: 20, noNaN: true }),
        fc.constantFrom(0.9, 0.95, 0.98, 0.99),
        (distance, confidence) => {
          const needed = replicationsToSettle(THREE, 10 + distance, confidence)!;
          const halfWidth = (count: number) =>
            (studentTQuantile((1 + confidence) / 2, count - 1) * standardDeviationOfSample(THREE)) / Math.sqrt(count);
          assert.ok(halfWidth(needed) < distance);
          assert.ok(needed === 2 || halfWidth(needed - 1) >= distance - 1e-12);
        },
      ),
    ),
});
