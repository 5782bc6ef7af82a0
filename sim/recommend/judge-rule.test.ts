import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { judgeRule } from './judge-rule.ts';

const BELOW_10 = { text: 'turnaround_seconds<10', operator: '<', limit: 10, statistic: 'mean' } as const;

check('judgeRule', {
  'is sure only when the bound is on one side': () => {
    assert.is(judgeRule(BELOW_10, [8, 9, 8.5], 0.01), 'unclear');
    assert.is(judgeRule(BELOW_10, [8, 8.1, 8.05], 0.01), 'kept');
    assert.is(judgeRule(BELOW_10, [12, 12.1, 12.05], 0.01), 'broken');
  },
  'asks for more of a sure statement the less it may err': () => {
    assert.is(judgeRule(BELOW_10, [9, 9.1, 9.2], 0.05), 'kept');
    assert.is(judgeRule(BELOW_10, [9, 9.1, 9.2], 0.0001), 'unclear');
  },
  'of equal values needs no spread': () => assert.is(judgeRule(BELOW_10, [10, 10], 1e-6), 'broken'),
  'of what was not seen throughout is broken': () => assert.is(judgeRule(BELOW_10, [1, null, 1], 0.01), 'broken'),
  'of the worst is about the worst': () => {
    const worst = { ...BELOW_10, statistic: 'max' } as const;
    assert.is(judgeRule(worst, [1, 2, 9.9], 0.01), 'kept');
    assert.is(judgeRule(worst, [1, 2, 10], 0.01), 'broken');
  },
});
