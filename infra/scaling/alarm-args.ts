import type { cloudwatch } from '@pulumi/aws';
import type { Input } from '@pulumi/pulumi';
import type { AlarmSpec, Comparison } from '../../hub/scaling/policy.ts';
import { expressionQueries, type MetricSource, metricSourceOf, STATISTIC, type WatchedFleet } from './metric-source.ts';

const OPERATORS: Readonly<Record<Comparison, string>> = {
  '>': 'GreaterThanThreshold',
  '>=': 'GreaterThanOrEqualToThreshold',
  '<': 'LessThanThreshold',
  '<=': 'LessThanOrEqualToThreshold',
};

/**
 * An alarm that carries out a policy, from the value that the simulator evaluates. It acts once a minute for as long as it
 * lasts.
 *
 * @param policyArn what it does
 * @param groupLabel what that scales, for who meets the alarm in the console
 */
export function alarmArgs(
  alarm: AlarmSpec,
  watched: WatchedFleet,
  policyArn: Input<string>,
  groupLabel: string,
): cloudwatch.MetricAlarmArgs {
  return {
    alarmDescription: `scales ${groupLabel}: ${conditionText(alarm)}`,
    ...metricArgs(metricSourceOf(alarm.metric, watched), alarm),
    comparisonOperator: OPERATORS[alarm.comparison],
    threshold: alarm.threshold,
    evaluationPeriods: alarm.evaluationPeriods,
    datapointsToAlarm: alarm.datapointsToAlarm,
    treatMissingData: alarm.missingData,
    alarmActions: [policyArn],
  };
}

/** `backlog <= 0 in 5 of 5 periods of 60 s`. */
function conditionText({
  metric,
  comparison,
  threshold,
  datapointsToAlarm,
  evaluationPeriods,
  periodSeconds,
}: AlarmSpec) {
  return `${metric} ${comparison} ${threshold} in ${datapointsToAlarm} of ${evaluationPeriods} periods of ${periodSeconds} s`;
}

/** CloudWatch takes either one metric or queries, of which exactly one returns its data. */
function metricArgs(source: MetricSource, { periodSeconds }: AlarmSpec): cloudwatch.MetricAlarmArgs {
  if (source.kind === 'plain') {
    const { namespace, metricName, dimensionName, dimensionValue } = source.metric;
    return {
      namespace,
      metricName,
      dimensions: { [dimensionName]: dimensionValue },
      statistic: STATISTIC,
      period: periodSeconds,
    };
  }
  return {
    metricQueries: [
      ...source.metrics.map(({ id, metric: { namespace, metricName, dimensionName, dimensionValue } }) => ({
        id,
        metric: {
          namespace,
          metricName,
          dimensions: { [dimensionName]: dimensionValue },
          stat: STATISTIC,
          period: periodSeconds,
        },
        returnData: false,
      })),
      ...expressionQueries(source),
    ],
  };
}
