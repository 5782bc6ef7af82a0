import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { splitExactly } from './split-exactly.ts';

const weights = fc
  .array(fc.double({ min: 0, max: 1e7, noNaN: true }), { minLength: 1, maxLength: 8 })
  .filter(all => all.some(weight => weight > 1e-3));
const total = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });

check('splitExactly', {
  'gives the rest to the largest remainders': () => {
    // 8,766,667 x [5, 15, 40] / 60 = 730,555.58 + 2,191,666.75 + 5,844,444.67
    assert.equal(splitExactly(8_766_667, [5, 0, 15, 40, 0]), [730_555, 0, 2_191_667, 5_844_445, 0]);
    assert.equal(splitExactly(100, [1, 1, 1]), [34, 33, 33]);
  },
  'sums to the total, whatever the weights': () => {
    fc.assert(
      fc.property(total, weights, (whole, shares) => {
        assert.is(
          splitExactly(whole, shares).reduce((sum, part) => sum + part, 0),
          whole,
        );
      }),
    );
  },
  'gives every part its share to within one': () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e12 }), weights, (whole, shares) => {
        const sum = shares.reduce((a, b) => a + b, 0);
        for (const [i, part] of splitExactly(whole, shares).entries()) {
          assert.ok(Math.abs(part - (whole * shares[i]!) / sum) < 1 + 1e-3, `${part} of ${whole} by ${shares}`);
        }
      }),
    );
  },
  'gives nothing to a weight of 0': () => {
    fc.assert(
      fc.property(total, weights, (whole, shares) => assert.is(splitExactly(whole, [0, ...shares, 0]).at(-1), 0)),
    );
  },
  'splits nothing into nothings without weights': () => assert.equal(splitExactly(0, [0, 0]), [0, 0]),
  'refuses what cannot be split exactly': () => {
    assert.throws(() => splitExactly(1, [0, 0]), /weights sum to 0/);
    assert.throws(() => splitExactly(0.5, [1]), /safe integer/);
    assert.throws(() => splitExactly(1, [-1, 2]), /weight must be >= 0/);
    assert.throws(() => splitExactly(1, [Number.NaN]), /weight must be >= 0/);
  },
});
