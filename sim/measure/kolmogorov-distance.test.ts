import { check, near } from '../../test/kit/check.ts';
import { kolmogorovDistance } from './kolmogorov-distance.ts';

check('kolmogorovDistance', {
  'is half a step for the best placed sample': () =>
    near(
      kolmogorovDistance([0.75, 0.25], value => value),
      0.25,
      1e-12,
    ),
  'sees a sample that misses the upper half': () =>
    near(
      kolmogorovDistance([0.125, 0.375], value => value),
      0.625,
      1e-12,
    ),
});
