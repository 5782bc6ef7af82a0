import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { matchingStep, rangeText } from './matching-step.ts';
import { stepPolicy } from './test-policies.ts';

// EC2 Auto Scaling guide, as-scaling-simple-step, 2023-06-15, "Step adjustments for step scaling": the bounds' sides.
const high = stepPolicy({
  threshold: 10,
  steps: [
    { lowerBound: 0, upperBound: 20, adjustment: 2 },
    { lowerBound: 20, upperBound: 90, adjustment: 8 },
    { lowerBound: 90, adjustment: 20 },
  ],
});
const low = stepPolicy({
  comparison: '<=',
  threshold: 50,
  steps: [
    { lowerBound: -10, upperBound: 0, adjustment: -1 },
    { upperBound: -10, adjustment: -3 },
  ],
});

check('matching a step', {
  'above the threshold the lower bound is inclusive and the upper exclusive': () => {
    const adjustments = [10, 29.999, 30, 99, 100, 1e9].map(value => matchingStep(high, value)?.adjustment);
    assert.equal(adjustments, [2, 2, 8, 8, 20, 20]);
  },
  'below the threshold the lower bound is exclusive and the upper inclusive': () => {
    const adjustments = [50, 40.001, 40, 39, 0, -1e9].map(value => matchingStep(low, value)?.adjustment);
    assert.equal(adjustments, [-1, -1, -3, -3, -3, -3]);
  },
  'a low alarm `<= 0` with one step up to bound 0 holds exactly zero': () => {
    const idle = stepPolicy({ comparison: '<=', threshold: 0, steps: [{ upperBound: 0, adjustment: -1 }] });
    assert.is(matchingStep(idle, 0)?.adjustment, -1);
    assert.is(matchingStep(idle, 1), undefined);
  },
  'a value on the other side of the threshold matches no step': () => {
    assert.is(matchingStep(high, 9.999), undefined);
    assert.is(matchingStep(low, 50.001), undefined);
  },
  'an infinite breach is in the open step': () => {
    assert.is(matchingStep(high, Infinity)?.adjustment, 20);
    assert.is(matchingStep(low, -Infinity)?.adjustment, -3);
  },
  'ranges are printed with the brackets of their side': () => {
    assert.equal(
      high.steps.map(step => rangeText(high, step)),
      ['[0, 20)', '[20, 90)', '[90, inf)'],
    );
    assert.equal(
      low.steps.map(step => rangeText(low, step)),
      ['(-10, 0]', '(-inf, -10]'],
    );
  },
});
