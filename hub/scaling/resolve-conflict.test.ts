import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { decide } from './decide.ts';
import { resolveConflict } from './resolve-conflict.ts';
import { observe, stepPolicy } from './test-policies.ts';

function stepTo(adjustment: number, adjustmentType: 'ChangeInCapacity' | 'PercentChangeInCapacity') {
  const side = adjustment > 0 ? { lowerBound: 0 } : { upperBound: 0 };
  const comparison = adjustment > 0 ? '>=' : '<=';
  const policy = stepPolicy({ comparison, threshold: 0, adjustmentType, steps: [{ ...side, adjustment }] });
  return decide(policy, observe({ desiredCount: 8, currentCount: 8 }), {});
}

// EC2 Auto Scaling guide, as-scale-based-on-demand, 2023-02-20, "Multiple dynamic scaling policies".
check('conflicting policies', {
  'out: one policy adds one, another two: two are added': () => {
    const winner = resolveConflict([stepTo(1, 'ChangeInCapacity'), stepTo(2, 'ChangeInCapacity')]);
    assert.is(winner?.desiredCount, 10);
  },
  'in: of 8, one policy removes three, another 25 percent: two are removed': () => {
    const winner = resolveConflict([stepTo(-3, 'ChangeInCapacity'), stepTo(-25, 'PercentChangeInCapacity')]);
    assert.is(winner?.desiredCount, 6);
  },
  'out wins over in, and nothing wins over nothing': () => {
    assert.is(resolveConflict([stepTo(-3, 'ChangeInCapacity'), stepTo(1, 'ChangeInCapacity')])?.desiredCount, 9);
    assert.is(resolveConflict([]), undefined);
  },
});
