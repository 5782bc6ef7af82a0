/** What the AWS provider calls for policies, alarms and schedules, from the arguments of their Pulumi resources. */
import type { PutScalingPolicyCommandInput, PutScheduledUpdateGroupActionCommandInput } from '@aws-sdk/client-auto-scaling';
import type { PutMetricAlarmCommandInput } from '@aws-sdk/client-cloudwatch';
import type { autoscaling, cloudwatch } from '@pulumi/aws';
import { nothingLeft, plainArgs } from './plain-args.ts';

export function scalingPolicyCall(name: string, args: autoscaling.PolicyArgs): PutScalingPolicyCommandInput {
  const {
    autoscalingGroupName,
    policyType,
    adjustmentType,
    metricAggregationType,
    minAdjustmentMagnitude,
    estimatedInstanceWarmup,
    stepAdjustments,
    targetTrackingConfiguration,
    ...rest
  } = plainArgs(args);
  nothingLeft('a scaling policy', rest);
  return {
    AutoScalingGroupName: autoscalingGroupName,
    PolicyName: name,
    PolicyType: policyType,
    AdjustmentType: adjustmentType,
    MetricAggregationType: metricAggregationType,
    MinAdjustmentMagnitude: minAdjustmentMagnitude,
    EstimatedInstanceWarmup: estimatedInstanceWarmup,
    StepAdjustments: stepAdjustments?.map(({ metricIntervalLowerBound, metricIntervalUpperBound, ...step }) => {
      const { scalingAdjustment, ...left } = step;
      nothingLeft('a step', left);
      return {
        MetricIntervalLowerBound: metricIntervalLowerBound && Number(metricIntervalLowerBound),
        MetricIntervalUpperBound: metricIntervalUpperBound && Number(metricIntervalUpperBound),
        ScalingAdjustment: scalingAdjustment,
      } as const;
    }) as PutScalingPolicyCommandInput['StepAdjustments'],
    TargetTrackingConfiguration: targetTrackingConfiguration && trackingOf(targetTrackingConfiguration),
  };
}
