import * as assert from 'uvu/assert';
import { check, near } from '../../test/kit/check.ts';
import { normalQuantile } from './normal-quantile.ts';

/**
 * Roots of erfc(-z / sqrt 2) / 2 = p for the double p, solved with 60 digits (mpmath 1.3) and rounded to doubles;
 * both edges of each of the three pieces.
 */
const TABLE: readonly (readonly [number, number])[] = [
  [0.5, 0.0],
  [0.51, 0.025068908258711057],
  [0.6, 0.2533471031357997],
  [0.75, 0.6744897501960817],
  [0.9, 1.2815515655446006],
  [0.925, 1.4395314709384561],
  [0.95, 1.6448536269514722],
  [0.975, 1.9599639845400538],
  [0.99, 2.3263478740408408],
  [0.999, 3.090232306167813],
  [0.9999, 3.7190164854557084],
  [0.001, -3.0902323061678136],
  [1e-5, -4.264890793922825],
  [1e-7, -5.1993375821928165],
  [1e-10, -6.361340902404057],
  [1e-11, -6.706023155495136],
  [1.5e-11, -6.646570887477113],
  [1e-12, -7.034483825301132],
  [1e-15, -7.941345326170997],
  [2 ** -53, -8.209536151601387],
  [0.075, -1.439531470938456],
  [0.0749, -1.4402382675279637],
];

check('normal quantile', {
  'agrees with a 60-digit table to 1e-15 relative, in the centre and both tails': () => {
    for (const [probability, expected] of TABLE) {
      near(normalQuantile(probability), expected, 1e-15 * Math.max(1, Math.abs(expected)));
    }
  },
  'is odd about one half': () => {
    for (let k = 1; k < 100; k += 1) assert.is(normalQuantile(0.5 + k / 256) + normalQuantile(0.5 - k / 256), 0);
  },
  'never falls, least of all where its pieces meet': () => {
    for (const seam of [0.075, 0.925, 1.388794386496402e-11]) {
      let before = -Infinity;
      for (let step = -500; step <= 500; step += 1) {
        const z = normalQuantile(seam * (1 + step * 1e-9 * (1 - seam)));
        assert.ok(z >= before, `falls near ${seam}`);
        before = z;
      }
    }
  },
});
