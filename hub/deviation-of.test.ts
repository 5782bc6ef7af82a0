import { check, near } from '../test/kit/check.ts';
import { deviationOf } from './deviation-of.ts';

check('standard deviation', {
  'of a constant is none, of an exponential its mean': () => {
    near(deviationOf({ kind: 'constant', value: 9 }), 0, 0);
    near(deviationOf({ kind: 'exponential', mean: 9 }), 9, 0);
  },
  'of those that are given one is that': () => {
    near(deviationOf({ kind: 'lognormal', mean: 8, cv: 0.5 }), 4, 0);
    near(deviationOf({ kind: 'gamma', mean: 8, cv: 2 }), 16, 0);
  },
  'of a range is its width over the root of 12': () => {
    near(deviationOf({ kind: 'uniform', low: 3, high: 9 }), 6 / Math.sqrt(12), 1e-12);
  },
  // (a² + b² + c² - ab - ac - bc) / 18; symmetric: the sum of two uniforms of half the width.
  'of a symmetric triangle is half its width over the root of 6': () => {
    near(deviationOf({ kind: 'triangular', low: 2, mode: 5, high: 8 }), 3 / Math.sqrt(6), 1e-12);
  },
  'of quantiles is that of the lines between them': () => {
    near(
      deviationOf({
        kind: 'quantiles',
        table: [
          [0, 3],
          [1, 9],
        ],
      }),
      6 / Math.sqrt(12),
      1e-12,
    );
    // Half of it at 1, half uniform in 1..3: mean 1.5, mean square 1/2 + (27 - 1) / 3 / 2 / 2.
    near(
      deviationOf({
        kind: 'quantiles',
        table: [
          [0, 1],
          [0.5, 1],
          [1, 3],
        ],
      }),
      Math.sqrt(0.5 + 26 / 12 - 1.5 ** 2),
      1e-12,
    );
  },
});
