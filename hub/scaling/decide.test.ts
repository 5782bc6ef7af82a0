import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { decide } from './decide.ts';
import type { Observation, PolicyMemory, ScalingPolicy, StepPolicy } from './policy.ts';
import { POLICY_PRESETS, presetPolicy } from './presets.ts';
import { observe, scheduledPolicy, stepPolicy, submitPolicy, targetPolicy } from './test-policies.ts';

const count = fc.integer({ min: 0, max: 200 });

/** Any group whose desired capacity lies inside its limits; the rest need not fit together, as in real life. */
const anyObservation: fc.Arbitrary<Observation> = fc
  .record({
    limits: fc.tuple(count, count),
    desiredShare: fc.double({ min: 0, max: 1, noNaN: true }),
    currentCount: count,
    warmingCount: fc.integer({ min: 0, max: 3 }),
    terminatingCount: fc.integer({ min: 0, max: 3 }),
    nowSeconds: fc.integer({ min: 0, max: 1_000_000 }),
    metricValue: fc.double({ min: 0, max: 20_000, noNaN: true }),
  })
  .map(({ limits, desiredShare, ...rest }) => {
    const [minCount, maxCount] = [Math.min(...limits), Math.max(...limits)];
    return { ...rest, minCount, maxCount, desiredCount: minCount + Math.round(desiredShare * (maxCount - minCount)) };
  });

/** Any high step policy whose larger breaches add no less, as a person would write it. */
const anyHighSteps: fc.Arbitrary<StepPolicy> = fc
  .record({
    threshold: fc.integer({ min: 0, max: 500 }),
    widths: fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 5 }),
    increments: fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 6, maxLength: 6 }),
    adjustmentType: fc.constantFrom('ChangeInCapacity', 'PercentChangeInCapacity'),
  })
  .map(({ threshold, widths, increments, adjustmentType }) => {
    let lowerBound = 0;
    let adjustment = 0;
    const steps = [...widths, undefined].map((width, i) => {
      const from = lowerBound;
      lowerBound += width ?? 0;
      adjustment += increments[i]!;
      return { lowerBound: from, adjustment, ...(width === undefined ? {} : { upperBound: lowerBound }) };
    });
    return stepPolicy({ metric: 'visible', threshold, adjustmentType, steps });
  });

const anyTracking = fc.double({ min: 0.5, max: 200, noNaN: true }).map(target => targetPolicy({ target }));
const anySubmit = fc.double({ min: 0.5, max: 50, noNaN: true }).map(perInstance => {
  return submitPolicy({ backlogPerInstance: perInstance });
});
const anyLowSteps = fc.integer({ min: -300, max: 0 }).map(adjustment => {
  return stepPolicy({ metric: 'backlog', comparison: '<', threshold: 500, steps: [{ upperBound: 0, adjustment }] });
});
const anyPreset = fc.constantFrom(...Object.values(POLICY_PRESETS).map(({ policy }) => policy));
const anyReactive: fc.Arbitrary<ScalingPolicy> = fc.oneof(anyHighSteps, anyLowSteps, anyTracking, anySubmit, anyPreset);
const anyMemory: fc.Arbitrary<PolicyMemory> = fc.oneof(
  fc.constant({}),
  fc.integer({ min: 0, max: 1_000_000 }).map(lastActedSeconds => ({ lastActedSeconds })),
);

check('decide', {
  'missing data changes nothing': () => {
    for (const { policy } of Object.values(POLICY_PRESETS)) {
      assert.is(decide(policy, observe({ metricValue: NaN }), {}).reason, 'no datapoint: desired stays 10');
    }
  },
  'a desired capacity outside the limits is brought inside even when nothing else happens': () => {
    const policy = presetPolicy('steep-steps')!;
    assert.is(decide(policy, observe({ metricValue: 0, desiredCount: 10, maxCount: 4 }), {}).desiredCount, 4);
  },
  'a schedule acts without a metric': () => {
    assert.is(decide(scheduledPolicy({ minCount: 12 }), observe({ metricValue: NaN }), {}).desiredCount, 12);
  },
});

check('decide, for any policy and any group', {
  'never leaves the limits, and answers in whole instances': () => {
    fc.assert(
      fc.property(anyReactive, anyObservation, anyMemory, (policy, observation, memory) => {
        const { desiredCount } = decide(policy, observation, memory);
        assert.ok(Number.isInteger(desiredCount));
        assert.ok(desiredCount >= observation.minCount && desiredCount <= observation.maxCount);
      }),
    );
  },
  'never scales in while an instance is warming': () => {
    fc.assert(
      fc.property(anyReactive, anyObservation, anyMemory, (policy, observation, memory) => {
        const warming = { ...observation, warmingCount: observation.warmingCount + 1 };
        assert.ok(decide(policy, warming, memory).desiredCount >= warming.desiredCount);
      }),
    );
  },
  'asks for no less when the metric is higher': () => {
    const anyOut = fc.oneof(anyHighSteps, anyTracking, anySubmit, fc.constant(presetPolicy('steep-steps')!));
    const higher = fc.double({ min: 0, max: 5000, noNaN: true });
    fc.assert(
      fc.property(anyOut, anyObservation, higher, (policy, observation, moreValue) => {
        const more = { ...observation, metricValue: observation.metricValue + moreValue };
        assert.ok(decide(policy, more, {}).desiredCount >= decide(policy, observation, {}).desiredCount);
      }),
    );
  },
  'gives one sentence with a number in it': () => {
    fc.assert(
      fc.property(anyReactive, anyObservation, anyMemory, (policy, observation, memory) => {
        assert.match(decide(policy, observation, memory).reason, /^[^\n]*\d[^\n]*$/);
      }),
    );
  },
  'changes nothing in place, and says the same twice': () => {
    fc.assert(
      fc.property(anyPreset, anyObservation, anyMemory, (policy, observation, memory) => {
        const frozen = [Object.freeze({ ...observation }), Object.freeze({ ...memory })] as const;
        const first = decide(policy, ...frozen);
        assert.equal(decide(policy, ...frozen), first);
        assert.equal(frozen[0], observation);
        assert.equal(frozen[1], memory);
      }),
    );
  },
});
