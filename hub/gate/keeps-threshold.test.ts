import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { keepsThreshold } from './keeps-threshold.ts';
import { OPERATORS } from './parse-threshold.ts';

const verdicts = (value: number | null) => OPERATORS.map(operator => keepsThreshold({ operator, limit: 2 }, value));

check('keepsThreshold', {
  'tells below, at and above apart': () => {
    // < <= > >=
    assert.equal(verdicts(1), [true, true, false, false]);
    assert.equal(verdicts(2), [false, true, false, true]);
    assert.equal(verdicts(3), [false, false, true, true]);
  },
  'lets nothing pass that was not observed': () => assert.equal(verdicts(null), [false, false, false, false]),
});
