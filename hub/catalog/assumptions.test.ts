import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { ASSUMPTION_NAMES, ASSUMPTIONS } from './assumptions.ts';

check('ASSUMPTIONS', {
  'lie within their own range': () => {
    for (const name of ASSUMPTION_NAMES) {
      const { low, value, high } = ASSUMPTIONS[name];
      assert.ok(0 <= low && low <= value && value <= high, name);
    }
  },
  'leave room to be wrong': () => {
    for (const name of ASSUMPTION_NAMES) assert.ok(ASSUMPTIONS[name].low < ASSUMPTIONS[name].high, name);
  },
  'keep the shortest publish lag below the longest': () =>
    assert.ok(ASSUMPTIONS.metricPublishLagSecondsLow.value < ASSUMPTIONS.metricPublishLagSecondsHigh.value),
});
