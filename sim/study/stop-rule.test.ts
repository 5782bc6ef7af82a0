import * as assert from 'uvu/assert';
import { check, near } from '../../test/kit/check.ts';
import { isPrecise, nextLookCount, precisionOf } from './stop-rule.ts';
import { summaryWith } from './summary.test-data.ts';

const RULE = { min: 10, max: 25, precisionRatio: 0.01 };
const costing = (...costs: (number | null)[]) =>
  costs.map((cost, index) => summaryWith(index, { scalars: { cost_usd_per_character: cost } }));

check('nextLookCount', {
  'looks after min, then every ten, at last at max': () => {
    assert.equal(
      [0, 10, 20, 25].map(done => nextLookCount(done, RULE)),
      [10, 20, 25, 25],
    );
  },
  'min = max is one look': () => assert.is(nextLookCount(0, { ...RULE, min: 3, max: 3 }), 3),
});

check('precisionOf', {
  'is the half width over the mean: t(2) = 4.303, standard error 0.001 / sqrt(3)': () =>
    near(precisionOf(costing(0.009, 0.01, 0.011))!, 0.248_413_77, 1e-7),
  'of equal costs is 0': () => assert.is(precisionOf(costing(0.01, 0.01)), 0),
  'is about replications that finished a character': () =>
    near(precisionOf(costing(0.009, null, 0.01, 0.011))!, 0.248_413_77, 1e-7),
  'is unknown with fewer than two': () => {
    assert.is(precisionOf(costing(0.01, null)), null);
    assert.is(precisionOf(costing(null, null)), null);
  },
});

check('isPrecise', {
  'at the ratio, not above': () => {
    assert.ok(isPrecise(0.01, RULE));
    assert.not.ok(isPrecise(0.0101, RULE));
  },
  'an unknown precision stops nothing': () => assert.not.ok(isPrecise(null, RULE)),
});
