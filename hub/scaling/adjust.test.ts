import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { adjustedCount, roundPercentResult } from './adjust.ts';

// Every row is a worked example of the EC2 Auto Scaling guide, as-scaling-simple-step, 2023-06-15, "Scaling adjustment
// types", unless it says otherwise.
check('adjustment types', {
  'ChangeInCapacity: 5 on 3 makes 8': () => {
    assert.is(adjustedCount({ adjustmentType: 'ChangeInCapacity' }, 5, 3), 8);
  },
  'ExactCapacity: 5 on 3 makes 5': () => {
    assert.is(adjustedCount({ adjustmentType: 'ExactCapacity' }, 5, 3), 5);
  },
  'PercentChangeInCapacity: 10 percent on 10 makes 11': () => {
    assert.is(adjustedCount({ adjustmentType: 'PercentChangeInCapacity' }, 10, 10), 11);
  },
  'percent results are rounded: 12.7 -> 12, 0.67 -> 1, -0.58 -> -1, -6.67 -> -6': () => {
    assert.equal([12.7, 0.67, -0.58, -6.67].map(roundPercentResult), [12, 1, -1, -6]);
  },
  'whole percent results stay: 0, 1, -1, 7 (ours)': () => {
    assert.equal([0, 1, -1, 7].map(roundPercentResult), [0, 1, -1, 7]);
  },
  'MinAdjustmentMagnitude: 25 percent of 4 with at least 2 adds 2': () => {
    assert.is(adjustedCount({ adjustmentType: 'PercentChangeInCapacity', minAdjustmentMagnitude: 2 }, 25, 4), 6);
  },
  'MinAdjustmentMagnitude removes at least as many (ours)': () => {
    assert.is(adjustedCount({ adjustmentType: 'PercentChangeInCapacity', minAdjustmentMagnitude: 2 }, -10, 10), 8);
  },
  'a step of 0 percent changes nothing, whatever the minimum magnitude (ours)': () => {
    assert.is(adjustedCount({ adjustmentType: 'PercentChangeInCapacity', minAdjustmentMagnitude: 2 }, 0, 10), 10);
  },
});
