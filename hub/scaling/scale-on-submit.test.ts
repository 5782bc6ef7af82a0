import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { decideScaleOnSubmit } from './scale-on-submit.ts';
import { observe, submitPolicy } from './test-policies.ts';

const policy = submitPolicy({ backlogPerInstance: 3, minIntervalSeconds: 10 });

check('scale on submit', {
  'asks for the backlog divided by the jobs per instance, rounded up': () => {
    const decision = decideScaleOnSubmit(policy, observe({ nowSeconds: 50, metricValue: 40, desiredCount: 5 }), {});
    assert.is(decision.desiredCount, 14);
    assert.equal(decision.memory, { lastActedSeconds: 50 });
    assert.is(decision.reason, 'backlog 40 at 3 per instance asks for 14 -> 14');
  },
  'never scales in': () => {
    assert.is(decideScaleOnSubmit(policy, observe({ metricValue: 0 }), {}).desiredCount, 10);
  },
  'stops at the maximum': () => {
    const decision = decideScaleOnSubmit(policy, observe({ metricValue: 10_000 }), {});
    assert.is(decision.desiredCount, 100);
    assert.match(decision.reason, /asks for 3334 -> 100 \(max\)$/);
  },
  'changes at most once in the interval, and again when it is over': () => {
    const memory = { lastActedSeconds: 50 };
    const early = decideScaleOnSubmit(policy, observe({ nowSeconds: 59.9, metricValue: 90 }), memory);
    assert.is(early.desiredCount, 10);
    assert.is(early.memory, memory);
    assert.is(decideScaleOnSubmit(policy, observe({ nowSeconds: 60, metricValue: 90 }), memory).desiredCount, 30);
  },
  'a call that asks for nothing does not start the interval': () => {
    assert.equal(decideScaleOnSubmit(policy, observe({ nowSeconds: 50, metricValue: 3 }), {}).memory, {});
  },
});
