import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import type { ScalingPolicy, Step } from './policy.ts';
import { scheduledPolicy, stepPolicy, submitPolicy, targetPolicy } from './test-policies.ts';
import { problemsOf } from './validate-policy.ts';

/** The problems as `severity path: message`, the way a person sees them. */
function said(policy: ScalingPolicy): string[] {
  return problemsOf(policy).map(({ severity, path, message }) => `${severity} ${path.join('.')}: ${message}`);
}

const steps = (...list: Step[]) => stepPolicy({ steps: list });
const low = (...list: Step[]) => stepPolicy({ metric: 'backlog', comparison: '<', steps: list });

// EC2 Auto Scaling guide, as-scaling-simple-step, 2023-06-15, "Step adjustments for step scaling".
check('problems of steps', {
  'the steps of the guide have none, in any order': () => {
    const guide: Step[] = [
      { lowerBound: 20, adjustment: 30 },
      { lowerBound: 0, upperBound: 10, adjustment: 0 },
      { lowerBound: 10, upperBound: 20, adjustment: 10 },
    ];
    assert.equal(said(steps(...guide)), []);
    assert.equal(said(low({ lowerBound: -10, upperBound: 0, adjustment: 0 }, { upperBound: -10, adjustment: -1 })), []);
  },
  'ranges must not leave a gap': () => {
    const policy = steps({ lowerBound: 0, upperBound: 10, adjustment: 1 }, { lowerBound: 20, adjustment: 2 });
    assert.equal(said(policy), ['error steps.1.lowerBound: steps must not leave a gap (saw 0..10, then 20..inf)']);
    assert.is(problemsOf(policy)[0]?.hint, 'set this lowerBound to 10');
  },
  'ranges must not overlap': () => {
    const policy = steps({ lowerBound: 0, upperBound: 10, adjustment: 1 }, { lowerBound: 5, adjustment: 2 });
    assert.equal(said(policy), ['error steps.1.lowerBound: steps must not overlap (saw 0..10, then 5..inf)']);
  },
  'only one step may be open above': () => {
    const policy = steps({ lowerBound: 0, adjustment: 1 }, { lowerBound: 10, adjustment: 2 });
    assert.equal(said(policy), ['error steps.1.upperBound: only one step may have no upper bound']);
  },
  'only one step may be open below': () => {
    const policy = low({ upperBound: 0, adjustment: -1 }, { upperBound: -10, adjustment: -2 });
    assert.equal(said(policy), ['error steps.0.lowerBound: only one step may have no lower bound']);
  },
  'a step must be bounded on one side': () => {
    assert.match(said(steps({ adjustment: 1 }))[0] ?? '', 'error steps.0: a step must have a lower or an upper bound');
  },
  'with a positive upper bound, one step must be open above': () => {
    assert.equal(said(steps({ lowerBound: 0, upperBound: 10, adjustment: 1 })), [
      'error steps.0.upperBound: one step must have no upperBound, or a large breach matches none (saw 0..10)',
    ]);
  },
  'with a negative lower bound, one step must be open below': () => {
    assert.equal(said(low({ lowerBound: -10, upperBound: 0, adjustment: -1 })), [
      'error steps.0.lowerBound: one step must have no lowerBound, or a large breach matches none (saw -10..0)',
    ]);
  },
  'bounds must not be turned round': () => {
    assert.ok(
      said(steps({ lowerBound: 10, upperBound: 0, adjustment: 1 })).includes(
        'error steps.0.lowerBound: lowerBound must be < upperBound (saw 10..0)',
      ),
    );
  },
  'a high alarm needs steps above, a low alarm below its threshold': () => {
    assert.equal(said(steps({ lowerBound: -5, adjustment: 1 })), [
      'error steps.0.lowerBound: an alarm with >= needs steps with lowerBound >= 0 (saw -5..inf)',
    ]);
    assert.equal(said(low({ upperBound: 5, adjustment: -1 })), [
      'error steps.0.upperBound: an alarm with < needs steps with upperBound <= 0 (saw -inf..5)',
    ]);
  },
  'steps that begin away from the threshold leave small breaches without an answer': () => {
    assert.equal(said(steps({ lowerBound: 5, adjustment: 1 })), [
      'warning steps.0.lowerBound: a breach by less than 5 matches no step (saw 5..inf)',
    ]);
  },
  'a high alarm that removes is suspicious, a negative exact capacity is wrong': () => {
    assert.equal(said(steps({ lowerBound: 0, adjustment: -1 })), [
      'warning steps.0.adjustment: a high alarm should add instances (saw -1)',
    ]);
    const exact = stepPolicy({ adjustmentType: 'ExactCapacity', steps: [{ lowerBound: 0, adjustment: -1 }] });
    assert.equal(said(exact), ['error steps.0.adjustment: an exact capacity must be >= 0 (saw -1)']);
  },
  'a minimum magnitude belongs to percentages': () => {
    assert.equal(said(stepPolicy({ minAdjustmentMagnitude: 2 })), [
      'error minAdjustmentMagnitude: minAdjustmentMagnitude works only with PercentChangeInCapacity (saw ChangeInCapacity)',
    ]);
    assert.equal(said(stepPolicy({ minAdjustmentMagnitude: 2, adjustmentType: 'PercentChangeInCapacity' })), []);
  },
});

// CloudWatch guide, AlarmThatSendsEmail, 2023-05-18, and the botocore model of 2026-08-07.
check('problems of alarms', {
  'M must not exceed N': () => {
    const policy = stepPolicy({ datapointsToAlarm: 4, evaluationPeriods: 3 });
    assert.equal(said(policy), ['error datapointsToAlarm: must be <= evaluationPeriods (saw 4, evaluationPeriods 3)']);
  },
  'a period is a multiple of 60': () => {
    assert.equal(said(stepPolicy({ periodSeconds: 90 })), ['error periodSeconds: must be a multiple of 60 (saw 90)']);
    assert.equal(said(stepPolicy({ periodSeconds: 300 })), []);
  },
  'high-resolution periods see mostly missing data on minute metrics': () => {
    for (const periodSeconds of [10, 20, 30]) {
      assert.match(said(stepPolicy({ metric: 'visible', periodSeconds }))[0] ?? '', 'mostly missing data');
    }
  },
  'an alarm watches at most one day, or seven with periods of an hour': () => {
    assert.equal(said(stepPolicy({ periodSeconds: 60, evaluationPeriods: 1440 })), []);
    assert.equal(said(stepPolicy({ periodSeconds: 60, evaluationPeriods: 1441 })), [
      'error evaluationPeriods: periodSeconds x evaluationPeriods must be <= 86400 (saw 86460)',
    ]);
    assert.equal(said(stepPolicy({ periodSeconds: 3600, evaluationPeriods: 168 })), []);
    assert.is(said(stepPolicy({ periodSeconds: 3600, evaluationPeriods: 169 })).length, 1);
  },
  'a low alarm on waiting jobs alone scales in under running ones': () => {
    const trap = (metric: 'visible' | 'backlog' | 'oldestAgeSeconds') =>
      said(stepPolicy({ metric, comparison: '<=', threshold: 0, steps: [{ upperBound: 0, adjustment: -1 }] }));
    assert.equal(trap('visible'), [
      'warning metric: visible does not see jobs in flight: a low alarm on it scales in under running jobs',
    ]);
    assert.is(trap('oldestAgeSeconds').length, 1);
    assert.equal(trap('backlog'), []);
    assert.equal(said(stepPolicy({ metric: 'visible' })), []);
  },
});

check('problems of other policies', {
  'target tracking on a raw queue depth is unsuitable (guide, 2023-01-03)': () => {
    assert.match(said(targetPolicy({ metric: 'visible' }))[0] ?? '', /^warning metric: visible does not change in/);
    assert.equal(said(targetPolicy()), []);
  },
  'a CPU target of 100 never fires, and a CPU target below it is doubtful for GPU workers': () => {
    assert.match(said(targetPolicy({ metric: 'cpuPercent', target: 100 }))[0] ?? '', /^error target: /);
    assert.match(said(targetPolicy({ metric: 'cpuPercent', target: 40 }))[0] ?? '', /^warning metric: /);
  },
  'a schedule sets something, in order': () => {
    assert.match(said(scheduledPolicy())[0] ?? '', 'must set at least one of');
    assert.equal(said(scheduledPolicy({ minCount: 5, desiredCount: 4, maxCount: 3 })), [
      'error minCount: minCount must be <= maxCount (saw 5, maxCount 3)',
      'error minCount: minCount must be <= desiredCount (saw 5, desiredCount 4)',
      'error desiredCount: desiredCount must be <= maxCount (saw 4, maxCount 3)',
    ]);
    assert.equal(said(scheduledPolicy({ minCount: 1, desiredCount: 2, maxCount: 3 })), []);
  },
  'a submit without an interval may be throttled': () => {
    assert.is(said(submitPolicy({ minIntervalSeconds: 0 })).length, 1);
    assert.equal(said(submitPolicy()), []);
  },
});
