import type { autoscaling, types } from '@pulumi/aws';
import type { TargetTrackingPolicy } from '../../hub/scaling/policy.ts';
import {
  type CloudWatchMetric,
  expressionQueries,
  type MetricSource,
  metricSourceOf,
  STATISTIC,
  type WatchedFleet,
} from './metric-source.ts';

type TrackingConfiguration = types.input.autoscaling.PolicyTargetTrackingConfiguration;
type CustomizedMetric = types.input.autoscaling.PolicyTargetTrackingConfigurationCustomizedMetricSpecification;

/** A target tracking policy as Auto Scaling takes it; its alarms are made and owned by Auto Scaling. */
export function targetTrackingArgs(policy: TargetTrackingPolicy, watched: WatchedFleet): autoscaling.PolicyArgs {
  const { instanceWarmupSeconds } = policy;
  return {
    autoscalingGroupName: watched.groupName,
    policyType: 'TargetTrackingScaling',
    targetTrackingConfiguration: {
      ...metricSpecification(policy, watched),
      targetValue: policy.target,
      disableScaleIn: policy.disableScaleIn,
    },
    // Without it the group's own default holds.
    ...(instanceWarmupSeconds === undefined ? {} : { estimatedInstanceWarmup: instanceWarmupSeconds }),
  };
}

/** Auto Scaling knows the CPU of its own group; everything else is spelled out. */
function metricSpecification(
  policy: TargetTrackingPolicy,
  watched: WatchedFleet,
): Pick<TrackingConfiguration, 'predefinedMetricSpecification' | 'customizedMetricSpecification'> {
  if (policy.metric === 'cpuPercent') {
    return { predefinedMetricSpecification: { predefinedMetricType: 'ASGAverageCPUUtilization' } };
  }
  return { customizedMetricSpecification: customizedMetric(metricSourceOf(policy.metric, watched)) };
}

function customizedMetric(source: MetricSource): CustomizedMetric {
  if (source.kind === 'plain') {
    const { namespace, metricName } = source.metric;
    return { namespace, metricName, metricDimensions: dimensionsOf(source.metric), statistic: STATISTIC };
  }
  return {
    metrics: [
      ...source.metrics.map(({ id, metric }) => ({
        id,
        metricStat: {
          metric: {
            namespace: metric.namespace,
            metricName: metric.metricName,
            dimensions: dimensionsOf(metric),
          },
          stat: STATISTIC,
        },
        returnData: false,
      })),
      ...expressionQueries(source),
    ],
  };
}

function dimensionsOf({ dimensionName, dimensionValue }: CloudWatchMetric) {
  return [{ name: dimensionName, value: dimensionValue }];
}
