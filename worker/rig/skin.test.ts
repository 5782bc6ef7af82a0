import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check, near } from '../../test/kit/check.ts';
import { INFLUENCE_COUNT, strongestFour } from './skin.ts';

check('the four strongest', {
  'sum to 1, largest first': () => {
    const { joints, weights } = strongestFour(Float32Array.of(3, 0, 1, 9, 2, 5, 1, 0, 0, 0, 0, 0, 0, 7), 7);
    assert.equal([...joints], [3, 5, 0, 4, 6, 0, 0, 0]);
    assert.equal([...weights], [...Float32Array.of(9 / 19, 5 / 19, 3 / 19, 2 / 19, 1, 0, 0, 0)]);
  },
  'are fewer where the others are not seen': () => {
    assert.equal([...strongestFour(Float32Array.of(0.995, 0.005), 2).weights], [1, 0, 0, 0]);
  },
  'are never more and always whole': () => {
    const weight = fc.float({ min: 0, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(fc.array(weight, { minLength: 1, maxLength: 30 }), all => {
        fc.pre(all.some(value => value > 1e-30));
        const { joints, weights } = strongestFour(Float32Array.from(all), all.length);
        assert.is(weights.length, INFLUENCE_COUNT);
        near(
          weights.reduce((sum, value) => sum + value, 0),
          1,
          1e-6,
        );
        assert.ok(joints.every(joint => joint < all.length));
      }),
    );
  },
  'are refused for a vertex that nothing moves': () => {
    assert.throws(() => strongestFour(Float32Array.of(1, 1, 0, 0), 2), /vertex 1 is moved by no joint/);
  },
});
