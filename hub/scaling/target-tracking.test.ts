import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import type { Observation } from './policy.ts';
import { decideTargetTracking } from './target-tracking.ts';
import { observe, targetPolicy } from './test-policies.ts';

function desired(target: number, fields: Partial<Observation>): number {
  return decideTargetTracking(targetPolicy({ target }), observe(fields), {}).desiredCount;
}

check('target tracking', {
  'as-using-sqs-queue, 2023-04-27: 10 instances, 150 against 100, scales out by five': () => {
    assert.is(desired(100, { metricValue: 150 }), 15);
  },
  'as-scaling-target-tracking, 2023-01-03: 1.5 too few adds two': () => {
    // 10 x 57.5 / 50 = 11.5
    assert.is(desired(50, { metricValue: 57.5 }), 12);
  },
  'as-scaling-target-tracking, 2023-01-03: 1.5 too many removes one': () => {
    // 10 x 42.5 / 50 = 8.5
    assert.is(desired(50, { metricValue: 42.5 }), 9);
  },
  'instances that are warming are not current capacity when scaling out': () => {
    assert.is(desired(100, { metricValue: 150, desiredCount: 15, warmingCount: 5 }), 15);
    assert.is(desired(100, { metricValue: 120, desiredCount: 15, warmingCount: 5 }), 15);
    assert.is(desired(100, { metricValue: 300, desiredCount: 15, warmingCount: 5 }), 30);
  },
  'scale-in is blocked while any instance is warming': () => {
    assert.is(desired(100, { metricValue: 10, desiredCount: 11, warmingCount: 1 }), 11);
    assert.is(desired(100, { metricValue: 10 }), 1);
  },
  'terminating instances count as capacity when scaling in': () => {
    assert.is(desired(100, { metricValue: 50, desiredCount: 5, currentCount: 5, terminatingCount: 5 }), 5);
  },
  'from 0.9 of the target to the target nothing happens': () => {
    assert.equal(
      [90, 95, 100].map(metricValue => desired(100, { metricValue })),
      [10, 10, 10],
    );
    assert.is(desired(100, { metricValue: 89 }), 9);
  },
  'with scale-in disabled only scale-out remains': () => {
    const policy = targetPolicy({ disableScaleIn: true });
    assert.is(decideTargetTracking(policy, observe({ metricValue: 1 }), {}).desiredCount, 10);
    assert.is(decideTargetTracking(policy, observe({ metricValue: 200 }), {}).desiredCount, 20);
  },
  'an empty group counts as one instance (assumption)': () => {
    assert.is(desired(100, { metricValue: 250, desiredCount: 0, currentCount: 0 }), 3);
  },
  'a rounding error of binary fractions buys no instance': () => {
    // 1 x 21 / 0.7 is 30.000000000000004 in doubles, and 11 x (200 / 11) / 40 is 5.000000000000001.
    assert.is(desired(0.7, { metricValue: 21, desiredCount: 1, currentCount: 1 }), 30);
    assert.is(desired(40, { metricValue: 200 / 11, desiredCount: 11, currentCount: 11 }), 5);
    assert.is(desired(0.7, { metricValue: 21.0001, desiredCount: 1, currentCount: 1 }), 31);
  },
  'the reason carries the numbers': () => {
    assert.is(
      decideTargetTracking(targetPolicy(), observe({ metricValue: 150 }), {}).reason,
      'backlogPerInstance 150 is above target 100: 10 x 1.5 asks for 15 -> 15',
    );
    assert.is(
      decideTargetTracking(targetPolicy(), observe({ metricValue: 50, warmingCount: 3 }), {}).reason,
      'backlogPerInstance 50 is below 90, but scale-in is blocked while 3 are warming',
    );
  },
});
