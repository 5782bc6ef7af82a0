/** What the AWS provider calls for policies, alarms and schedules, from the arguments of their Pulumi resources. */
import type {
  PutScalingPolicyCommandInput,
  PutScheduledUpdateGroupActionCommandInput,
  StepAdjustment,
  TargetTrackingConfiguration,
} from '@aws-sdk/client-auto-scaling';
import type { MetricDataQuery, PutMetricAlarmCommandInput } from '@aws-sdk/client-cloudwatch';
import type { autoscaling, cloudwatch, types } from '@pulumi/aws';
import type { Unwrap } from '@pulumi/pulumi';
import { nothingLeft, plainArgs } from './plain-args.ts';

export function scalingPolicyCall(name: string, args: autoscaling.PolicyArgs): PutScalingPolicyCommandInput {
  const { autoscalingGroupName, policyType, adjustmentType, metricAggregationType, ...more } = plainArgs(args);
  const { minAdjustmentMagnitude, estimatedInstanceWarmup, stepAdjustments, targetTrackingConfiguration, ...rest } =
    more;
  nothingLeft('a policy', rest);
  return {
    AutoScalingGroupName: autoscalingGroupName,
    PolicyName: name,
    PolicyType: policyType,
    AdjustmentType: adjustmentType,
    MetricAggregationType: metricAggregationType,
    MinAdjustmentMagnitude: minAdjustmentMagnitude,
    EstimatedInstanceWarmup: estimatedInstanceWarmup,
    StepAdjustments: stepAdjustments?.map(stepOf),
    TargetTrackingConfiguration: targetTrackingConfiguration && trackingOf(targetTrackingConfiguration),
  };
}

function stepOf({
  metricIntervalLowerBound,
  metricIntervalUpperBound,
  scalingAdjustment,
  ...rest
}: Unwrap<types.input.autoscaling.PolicyStepAdjustment>): StepAdjustment {
  nothingLeft('a step', rest);
  return {
    MetricIntervalLowerBound: metricIntervalLowerBound === undefined ? undefined : Number(metricIntervalLowerBound),
    MetricIntervalUpperBound: metricIntervalUpperBound === undefined ? undefined : Number(metricIntervalUpperBound),
    ScalingAdjustment: scalingAdjustment,
  };
}

function trackingOf({
  targetValue,
  disableScaleIn,
  predefinedMetricSpecification,
  customizedMetricSpecification,
  ...rest
}: Unwrap<types.input.autoscaling.PolicyTargetTrackingConfiguration>): TargetTrackingConfiguration {
  nothingLeft('target tracking', rest);
  const { namespace, metricName, metricDimensions, statistic, metrics, ...left } = customizedMetricSpecification ?? {};
  nothingLeft('a tracked metric', left);
  return {
    TargetValue: targetValue,
    DisableScaleIn: disableScaleIn,
    PredefinedMetricSpecification: predefinedMetricSpecification && {
      PredefinedMetricType: predefinedMetricSpecification.predefinedMetricType as 'ASGAverageCPUUtilization',
    },
    CustomizedMetricSpecification: customizedMetricSpecification && {
      Namespace: namespace,
      MetricName: metricName,
      Statistic: statistic as 'Average',
      Dimensions: metricDimensions?.map(({ name, value }) => ({ Name: name, Value: value })),
      Metrics: metrics?.map(({ id, expression, label, metricStat, returnData, ...unknown }) => {
        nothingLeft('a tracked query', unknown);
        return {
          Id: id,
          Expression: expression,
          Label: label,
          ReturnData: returnData,
          MetricStat: metricStat && {
            Stat: metricStat.stat,
            Metric: {
              Namespace: metricStat.metric.namespace,
              MetricName: metricStat.metric.metricName,
              Dimensions: metricStat.metric.dimensions?.map(({ name, value }) => ({ Name: name, Value: value })),
            },
          },
        };
      }),
    },
  };
}

export function metricAlarmCall(name: string, args: cloudwatch.MetricAlarmArgs): PutMetricAlarmCommandInput {
  const { alarmDescription, namespace, metricName, dimensions, statistic, period, metricQueries, ...more } =
    plainArgs(args);
  const { comparisonOperator, threshold, evaluationPeriods, datapointsToAlarm, treatMissingData, ...last } = more;
  const { alarmActions, ...rest } = last;
  nothingLeft('an alarm', rest);
  return {
    AlarmName: name,
    AlarmDescription: alarmDescription,
    Namespace: namespace,
    MetricName: metricName,
    Dimensions: dimensionsOf(dimensions),
    Statistic: statistic as 'Average' | undefined,
    Period: period,
    Metrics: metricQueries?.map(queryOf),
    ComparisonOperator: comparisonOperator as 'GreaterThanThreshold',
    Threshold: threshold,
    EvaluationPeriods: evaluationPeriods,
    DatapointsToAlarm: datapointsToAlarm,
    TreatMissingData: treatMissingData,
    AlarmActions: alarmActions as string[] | undefined,
  };
}

function queryOf({
  id,
  expression,
  label,
  metric,
  returnData,
  ...rest
}: Unwrap<types.input.cloudwatch.MetricAlarmMetricQuery>): MetricDataQuery {
  nothingLeft('a query', rest);
  return {
    Id: id,
    Expression: expression,
    Label: label,
    ReturnData: returnData,
    MetricStat: metric && {
      Metric: {
        Namespace: metric.namespace,
        MetricName: metric.metricName,
        Dimensions: dimensionsOf(metric.dimensions),
      },
      Stat: metric.stat,
      Period: metric.period,
    },
  };
}

function dimensionsOf(dimensions: Readonly<Record<string, string>> | undefined) {
  return dimensions && Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
}

/** The provider reads -1 as "leave it as it is", which in the API is to say nothing. */
export function scheduledActionCall(args: autoscaling.ScheduleArgs): PutScheduledUpdateGroupActionCommandInput {
  const { autoscalingGroupName, scheduledActionName, recurrence, timeZone, ...more } = plainArgs(args);
  const { minSize, maxSize, desiredCapacity, ...rest } = more;
  nothingLeft('a schedule', rest);
  const unlessUnchanged = (count: number | undefined) => (count === -1 ? undefined : count);
  return {
    AutoScalingGroupName: autoscalingGroupName,
    ScheduledActionName: scheduledActionName,
    Recurrence: recurrence,
    TimeZone: timeZone,
    MinSize: unlessUnchanged(minSize),
    MaxSize: unlessUnchanged(maxSize),
    DesiredCapacity: unlessUnchanged(desiredCapacity),
  };
}
