import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import type { Observation, StepPolicy } from './policy.ts';
import { decideStep } from './step.ts';
import { observe, stepPolicy } from './test-policies.ts';

// The worked example of the EC2 Auto Scaling guide, as-scaling-simple-step, 2023-06-15: threshold 50, 10 instances.
const out = stepPolicy({
  adjustmentType: 'PercentChangeInCapacity',
  steps: [
    { lowerBound: 0, upperBound: 10, adjustment: 0 },
    { lowerBound: 10, upperBound: 20, adjustment: 10 },
    { lowerBound: 20, adjustment: 30 },
  ],
});
const scaleIn = stepPolicy({
  name: 'in',
  comparison: '<=',
  adjustmentType: 'PercentChangeInCapacity',
  steps: [
    { lowerBound: -10, upperBound: 0, adjustment: 0 },
    { lowerBound: -20, upperBound: -10, adjustment: -10 },
    { upperBound: -20, adjustment: -30 },
  ],
});
const idle = stepPolicy({ comparison: '<=', threshold: 0, steps: [{ upperBound: 0, adjustment: -1 }] });

function desired(policy: StepPolicy, fields: Partial<Observation>): number {
  return decideStep(policy, observe(fields), {}).desiredCount;
}

check('step scaling: the guide of 2023-06-15', {
  'between 40 and 60 the capacity stays': () => {
    assert.equal(
      [50, 55, 59.9].map(metricValue => desired(out, { metricValue })),
      [10, 10, 10],
    );
    assert.equal(
      [50, 45, 40.1].map(metricValue => desired(scaleIn, { metricValue })),
      [10, 10, 10],
    );
  },
  'at 60 ten percent is added: 10 -> 11': () => {
    assert.is(desired(out, { metricValue: 60 }), 11);
  },
  'at 70 with 11 warm, 30 percent is 3.3, rounded down: 11 -> 14': () => {
    assert.is(desired(out, { metricValue: 70, desiredCount: 11, currentCount: 11 }), 14);
  },
  'at 40 with 14, ten percent is 1.4, rounded down: 14 -> 13': () => {
    assert.is(desired(scaleIn, { metricValue: 40, desiredCount: 14, currentCount: 14 }), 13);
  },
  'at 30 with 13, 30 percent is 3.9, rounded down: 13 -> 10': () => {
    assert.is(desired(scaleIn, { metricValue: 30, desiredCount: 13, currentCount: 13 }), 10);
  },
});

check('step scaling: warm-up, the guide of 2021-12-03', {
  'a second breach in the same step while warming adds nothing: 11 stays 11': () => {
    assert.is(desired(out, { metricValue: 62, desiredCount: 11, currentCount: 10, warmingCount: 1 }), 11);
  },
  'a larger breach while warming counts from the warm ones: 30 percent of 10 -> 13': () => {
    assert.is(desired(out, { metricValue: 70, desiredCount: 11, currentCount: 10, warmingCount: 1 }), 13);
  },
  'scale-in is blocked while any instance is warming': () => {
    assert.is(desired(idle, { desiredCount: 11, warmingCount: 1 }), 11);
    assert.is(desired(idle, { desiredCount: 11, currentCount: 11 }), 10);
  },
  'scale-in counts terminating instances as capacity, so a repeated alarm removes no more': () => {
    assert.is(desired(idle, { desiredCount: 9, currentCount: 9, terminatingCount: 1 }), 9);
    assert.is(desired(idle, { desiredCount: 9, currentCount: 9 }), 8);
  },
  'desired 30 with 32 still there: removing one does nothing': () => {
    assert.is(desired(idle, { desiredCount: 30, currentCount: 32 }), 30);
  },
});

check('step scaling: limits, as-scale-based-on-demand of 2023-02-20', {
  'example 1: max 3, current 2, adding 3 makes 3': () => {
    const policy = stepPolicy({ steps: [{ lowerBound: 0, adjustment: 3 }] });
    assert.is(desired(policy, { metricValue: 90, desiredCount: 2, currentCount: 2, maxCount: 3 }), 3);
  },
  'example 2: min 2, current 3, removing 2 makes 2': () => {
    const policy = stepPolicy({ comparison: '<=', threshold: 0, steps: [{ upperBound: 0, adjustment: -2 }] });
    assert.is(desired(policy, { desiredCount: 3, currentCount: 3, minCount: 2 }), 2);
  },
});

check('step scaling: ours', {
  'an exact capacity of 0 empties the group to its minimum, once nothing is warming': () => {
    const empty = stepPolicy({ ...idle, adjustmentType: 'ExactCapacity', steps: [{ upperBound: 0, adjustment: 0 }] });
    assert.is(desired(empty, { minCount: 1 }), 1);
    assert.is(desired(empty, { warmingCount: 1, desiredCount: 11 }), 11);
  },
  'an exact capacity above the desired one scales out while warming': () => {
    const exact = stepPolicy({ adjustmentType: 'ExactCapacity', steps: [{ lowerBound: 0, adjustment: 40 }] });
    assert.is(desired(exact, { metricValue: 90, desiredCount: 11, warmingCount: 1 }), 40);
  },
  'the reason carries the numbers: metric, distance, step, capacity, limit': () => {
    const policy = stepPolicy({
      metric: 'visible',
      comparison: '>',
      threshold: 10,
      steps: [{ lowerBound: 490, adjustment: 100 }],
    });
    const one = { desiredCount: 1, currentCount: 1 };
    assert.is(
      decideStep(policy, observe({ ...one, metricValue: 4812 }), {}).reason,
      'visible 4812 is 4802 above 10: step [490, inf) adds 100 to 1 -> 100 (max)',
    );
    assert.is(
      decideStep(policy, observe({ ...one, metricValue: 9 }), {}).reason,
      'visible 9 is 1 below 10: no step matches, desired stays 1',
    );
    assert.is(
      decideStep(idle, observe({ warmingCount: 2 }), {}).reason,
      'cpuPercent 0 is at 0: step (-inf, 0] removes 1 from 10, blocked while 2 are warming',
    );
  },
});
