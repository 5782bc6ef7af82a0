import type { autoscaling } from '@pulumi/aws';
import type { Input } from '@pulumi/pulumi';
import type { Step, StepPolicy } from '../../hub/scaling/policy.ts';

/**
 * A step policy as Auto Scaling takes it. Bounds are offsets from the alarm's threshold here as there; a bound that is left
 * out is infinite in both.
 *
 * @example stepPolicyArgs(policy, 'burst').stepAdjustments
 *   // [{ metricIntervalLowerBound: '0', metricIntervalUpperBound: '10', scalingAdjustment: 1 }, ...]
 */
export function stepPolicyArgs(policy: StepPolicy, groupName: Input<string>): autoscaling.PolicyArgs {
  const { minAdjustmentMagnitude, instanceWarmupSeconds } = policy;
  return {
    autoscalingGroupName: groupName,
    policyType: 'StepScaling',
    adjustmentType: policy.adjustmentType,
    metricAggregationType: 'Average',
    stepAdjustments: policy.steps.map(stepAdjustment),
    ...(minAdjustmentMagnitude === undefined ? {} : { minAdjustmentMagnitude }),
    // Without it the group's own default holds.
    ...(instanceWarmupSeconds === undefined ? {} : { estimatedInstanceWarmup: instanceWarmupSeconds }),
  };
}

/** The provider wants bounds as text, since an empty one means infinity. */
function stepAdjustment({ lowerBound, upperBound, adjustment }: Step) {
  return {
    ...(lowerBound === undefined ? {} : { metricIntervalLowerBound: String(lowerBound) }),
    ...(upperBound === undefined ? {} : { metricIntervalUpperBound: String(upperBound) }),
    scalingAdjustment: adjustment,
  };
}
