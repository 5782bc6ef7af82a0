/**
 * What each of the plan's metrics is on AWS: one CloudWatch metric, or metric math over several. Alarms and target tracking
 * are made from the same value, and it names exactly the metrics that the cost tables count.
 *
 * No FILL. SQS and Auto Scaling publish with a delay, so the newest minute has no data for a while, and FILL would put its
 * number there: an alarm on `FILL(m, 0) > 0` can stay OK for ever. Arithmetic needs no filling, since it takes a missing
 * value beside one that is there as 0 (CloudWatch guide, using-metric-math, 2023-05-18 [H]). A queue that sleeps therefore
 * counts as empty beside one that does not, and where no queue publishes there is no datapoint. A minute of which only some
 * metrics have arrived reads low until the rest is there, which is one more reason to scale in on several minutes.
 */
import type { Input } from '@pulumi/pulumi';
import { assertNever } from '../../hub/assert-never.ts';
import type { ScalingMetric } from '../../hub/scaling/policy.ts';

/** What a group's policies look at. Names are known only once AWS has made the things; nothing here looks into them. */
export type WatchedFleet = {
  /** Of the queues the fleet serves. */
  readonly queueNames: readonly Input<string>[];
  /** Of the group that the policy scales. */
  readonly groupName: Input<string>;
  /** Of that group and its sister, where there is one. */
  readonly fleetGroupNames: readonly Input<string>[];
};

export type CloudWatchMetric = {
  readonly namespace: 'AWS/SQS' | 'AWS/AutoScaling' | 'AWS/EC2';
  readonly metricName: string;
  readonly dimensionName: 'QueueName' | 'AutoScalingGroupName';
  readonly dimensionValue: Input<string>;
};

export type MathSource = {
  readonly kind: 'math';
  /** By the id under which the expressions know it. */
  readonly metrics: readonly { readonly id: string; readonly metric: CloudWatchMetric }[];
  /** Each may use the metrics and the ones before it; the last is the value. */
  readonly expressions: readonly { readonly id: string; readonly expression: string }[];
};

export type MetricSource = { readonly kind: 'plain'; readonly metric: CloudWatchMetric } | MathSource;

/**
 * SQS and Auto Scaling publish one datapoint a minute, so over a minute every statistic is that datapoint; over longer
 * periods it is the mean that the simulator takes.
 */
export const STATISTIC = 'Average';

/** The math behind a target or a threshold ends in this id. */
const VALUE_ID = 'value';

type QueueMetric = 'visible' | 'inFlight' | 'oldestAge';

/** Names of the metrics: SQS guide, "Available CloudWatch metrics for Amazon SQS", 2023-05-05 [H]. */
const QUEUE_METRIC_NAMES: Readonly<Record<QueueMetric, string>> = {
  visible: 'ApproximateNumberOfMessagesVisible',
  inFlight: 'ApproximateNumberOfMessagesNotVisible',
  oldestAge: 'ApproximateAgeOfOldestMessage',
};

/**
 * The source of one metric of a fleet.
 *
 * @example metricSourceOf('visible', { queueNames: ['rigging'], groupName: 'burst', fleetGroupNames: ['burst'] })
 *   // { kind: 'plain', metric: { namespace: 'AWS/SQS', metricName: 'ApproximateNumberOfMessagesVisible', ... } }
 */
export function metricSourceOf(metric: ScalingMetric, watched: WatchedFleet): MetricSource {
  const visible = queueMetrics('visible', watched);
  const inFlight = queueMetrics('inFlight', watched);
  switch (metric) {
    case 'visible':
      return sourceOf(visible, sumText(visible));
    case 'inFlight':
      return sourceOf(inFlight, sumText(inFlight));
    case 'backlog':
      return sourceOf([...visible, ...inFlight], sumText([...visible, ...inFlight]));
    case 'backlogPerInstance':
      return backlogPerInstance([...visible, ...inFlight], inServiceMetrics(watched));
    case 'oldestAgeSeconds': {
      const ages = queueMetrics('oldestAge', watched);
      // Of the queues at one minute. What the guide advises against in alarms is the MAX of one metric over time.
      return sourceOf(ages, `MAX([${ages.map(({ id }) => id).join(', ')}])`);
    }
    case 'cpuPercent':
      return { kind: 'plain', metric: cpuMetric(watched.groupName) };
    default:
      return assertNever(metric);
  }
}

/** The expressions as alarms and target tracking both take them: of all queries only the last returns its data. */
export function expressionQueries({ expressions }: MathSource) {
  return expressions.map(({ id, expression }, index) => ({
    id,
    expression,
    label: id,
    returnData: index === expressions.length - 1,
  }));
}

type NamedMetrics = MathSource['metrics'];

/** A single metric is watched as it is; an alarm on math would cost as much and say less. */
function sourceOf(metrics: NamedMetrics, expression: string): MetricSource {
  const [only] = metrics;
  if (only !== undefined && metrics.length === 1) return { kind: 'plain', metric: only.metric };
  return { kind: 'math', metrics, expressions: [{ id: VALUE_ID, expression }] };
}

/** The backlog itself while no instance is in service: a division by zero has no datapoint, and could wake no fleet. */
function backlogPerInstance(messages: NamedMetrics, instances: NamedMetrics): MathSource {
  return {
    kind: 'math',
    metrics: [...messages, ...instances],
    expressions: [
      { id: 'backlog', expression: sumText(messages) },
      { id: 'inService', expression: sumText(instances) },
      { id: VALUE_ID, expression: 'IF(inService > 0, backlog / inService, backlog)' },
    ],
  };
}

const sumText = (metrics: NamedMetrics): string => metrics.map(({ id }) => id).join(' + ');

function queueMetrics(metric: QueueMetric, { queueNames }: WatchedFleet): NamedMetrics {
  const metricName = QUEUE_METRIC_NAMES[metric];
  return queueNames.map((dimensionValue, index) => ({
    id: `${metric}${index}`,
    metric: { namespace: 'AWS/SQS', metricName, dimensionName: 'QueueName', dimensionValue },
  }));
}

function inServiceMetrics({ fleetGroupNames }: WatchedFleet): NamedMetrics {
  return fleetGroupNames.map((dimensionValue, index) => ({
    id: `inService${index}`,
    metric: {
      namespace: 'AWS/AutoScaling',
      metricName: 'GroupInServiceInstances',
      dimensionName: 'AutoScalingGroupName',
      dimensionValue,
    },
  }));
}

function cpuMetric(dimensionValue: Input<string>): CloudWatchMetric {
  return { namespace: 'AWS/EC2', metricName: 'CPUUtilization', dimensionName: 'AutoScalingGroupName', dimensionValue };
}
