/** Builders the tests of this folder share: a policy or an observation with only the interesting fields named. */
import {
  type Observation,
  type ScaleOnSubmitPolicy,
  type ScheduledPolicy,
  type StepPolicy,
  scaleOnSubmitPolicySchema,
  scheduledPolicySchema,
  stepPolicySchema,
  type TargetTrackingPolicy,
  targetTrackingPolicySchema,
} from './policy.ts';

/** A high alarm on cpuPercent >= 50 with one step of +1, as in the step scaling guide, unless said otherwise. */
export function stepPolicy(fields: Partial<StepPolicy> = {}): StepPolicy {
  const usual = { name: 'out', metric: 'cpuPercent', comparison: '>=', threshold: 50 };
  return stepPolicySchema.parse({ kind: 'step', ...usual, steps: [{ lowerBound: 0, adjustment: 1 }], ...fields });
}

export function targetPolicy(fields: Partial<TargetTrackingPolicy> = {}): TargetTrackingPolicy {
  const usual = { name: 'track', metric: 'backlogPerInstance', target: 100 };
  return targetTrackingPolicySchema.parse({ kind: 'targetTracking', ...usual, ...fields });
}

export function scheduledPolicy(fields: Partial<ScheduledPolicy> = {}): ScheduledPolicy {
  return scheduledPolicySchema.parse({ kind: 'scheduled', name: 'morning', atUtc: '08:00', ...fields });
}

export function submitPolicy(fields: Partial<ScaleOnSubmitPolicy> = {}): ScaleOnSubmitPolicy {
  return scaleOnSubmitPolicySchema.parse({ kind: 'scaleOnSubmit', name: 'submit', backlogPerInstance: 3, ...fields });
}

/** Ten warm instances of 0..100, nothing warming. */
export function observe(fields: Partial<Observation> = {}): Observation {
  return {
    nowSeconds: 0,
    metricValue: 0,
    desiredCount: 10,
    currentCount: 10,
    warmingCount: 0,
    minCount: 0,
    maxCount: 100,
    ...fields,
  };
}
