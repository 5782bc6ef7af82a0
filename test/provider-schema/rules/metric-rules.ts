/** Metrics that AWS publishes, named where they are watched, tracked or drawn. A wrong name is accepted, and never has a value. */
import type { Json, JsonObject } from '../../pulumi-host/program-record.ts';
import { type AwsRule, aws, type KnownResource, type Surroundings } from '../aws-rule.ts';
import { isList, objectsAt, parsedJson, textAt, textsAt } from '../values-at.ts';

const QUEUE = aws('sqs.Queue');
const GROUP = aws('autoscaling.Group');
const SOURCE =
  'SQS guide, available CloudWatch metrics, 2023-05-05; EC2 Auto Scaling guide, CloudWatch metrics, 2023-04-27 [H]';
const SAYS =
  'a metric of AWS has a namespace of AWS; one of AWS/SQS is of a queue of this stack, one of AWS/AutoScaling is one that a group of this stack has enabled';

const QUEUE_METRICS = [
  'ApproximateAgeOfOldestMessage',
  'ApproximateNumberOfMessagesDelayed',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesVisible',
  'NumberOfEmptyReceives',
  'NumberOfMessagesDeleted',
  'NumberOfMessagesReceived',
  'NumberOfMessagesSent',
  'SentMessageSize',
];

/** Namespaces of services whose metrics are not looked at here. */
const OTHER_NAMESPACES = ['ApiGateway', 'CloudFront', 'DynamoDB', 'EBS', 'EC2', 'Events', 'Lambda', 'S3', 'SNS'].map(
  name => `AWS/${name}`,
);

type Metric = {
  readonly namespace: string | undefined;
  readonly metricName: string | undefined;
  readonly dimensions: Readonly<Record<string, Json | undefined>>;
};

const VISIBLE = 'ApproximateNumberOfMessagesVisible';
const things: readonly KnownResource[] = [
  { type: QUEUE, name: 'queue', inputs: {}, state: { name: 'q' } },
  { type: GROUP, name: 'group', inputs: { enabledMetrics: ['GroupDesiredCapacity'] }, state: { name: 'g' } },
];
const ofQueue = (metricName: string, dimensions: JsonObject = { QueueName: 'q' }): JsonObject => ({
  namespace: 'AWS/SQS',
  metricName,
  dimensions,
});
const ofGroup = (metricName: string): JsonObject => ({
  namespace: 'AWS/AutoScaling',
  metricName,
  dimensions: { AutoScalingGroupName: 'g' },
});
const GOOD = [ofQueue(VISIBLE), ofGroup('GroupDesiredCapacity'), { namespace: 'AssetHub', metricName: 'Anything' }];
const BAD = [
  ofQueue('MessagesVisible'),
  ofQueue(VISIBLE, { QueueName: 'other' }),
  ofQueue(VISIBLE, { Queue: 'q' }),
  ofQueue(VISIBLE, {}),
  ofGroup('GroupTotalInstances'),
  { namespace: 'AWS/Sqs', metricName: VISIBLE, dimensions: { QueueName: 'q' } },
];

/** One rule for each kind of resource that names metrics. */
type Reader = {
  readonly id: string;
  readonly type: string;
  readonly metricsOf: (inputs: JsonObject) => readonly Metric[];
  /** The inputs that name one metric, for the examples. */
  readonly inputsOf: (metric: JsonObject) => JsonObject;
};

const READERS: readonly Reader[] = [
  {
    id: 'alarm-metric-exists',
    type: aws('cloudwatch.MetricAlarm'),
    metricsOf: inputs => [metricOf(inputs)],
    inputsOf: metric => metric,
  },
  {
    id: 'alarm-query-metric-exists',
    type: aws('cloudwatch.MetricAlarm'),
    metricsOf: inputs => objectsAt(inputs, 'metricQueries[].metric').map(metricOf),
    inputsOf: metric => ({ metricQueries: [{ id: 'm', metric }] }),
  },
  {
    id: 'policy-metric-exists',
    type: aws('autoscaling.Policy'),
    metricsOf: inputs =>
      objectsAt(inputs, 'targetTrackingConfiguration.customizedMetricSpecification.metrics[].metricStat.metric').map(
        metricOf,
      ),
    inputsOf: ({ dimensions = {}, ...metric }) => ({
      targetTrackingConfiguration: {
        customizedMetricSpecification: {
          metrics: [
            {
              metricStat: {
                metric: {
                  ...metric,
                  dimensions: Object.entries(dimensions ?? {}).map(([name, value]) => ({ name, value })),
                },
              },
            },
          ],
        },
      },
    }),
  },
  {
    id: 'dashboard-metric-exists',
    type: aws('cloudwatch.Dashboard'),
    metricsOf: inputs => drawnIn(parsedJson(textAt(inputs, 'dashboardBody') ?? '')),
    inputsOf: ({ namespace = '', metricName = '', dimensions }) => ({
      dashboardBody: JSON.stringify({
        widgets: [{ properties: { metrics: [[namespace, metricName, ...Object.entries(dimensions ?? {}).flat()]] } }],
      }),
    }),
  },
];

export const METRIC_RULES: readonly AwsRule[] = READERS.map(({ id, type, metricsOf, inputsOf }) => {
  const example = (metric: JsonObject): readonly KnownResource[] => [
    { type, name: 'x', inputs: inputsOf(metric) },
    ...things,
  ];
  return {
    id,
    type,
    says: SAYS,
    source: SOURCE,
    fine: GOOD.map(example),
    broken: BAD.map(example),
    check: (inputs, surroundings) =>
      metricsOf(inputs)
        .filter(metric => !isPublished(metric, surroundings))
        .map(metric => JSON.stringify(metric)),
  };
});

function isPublished({ namespace, metricName = '', dimensions }: Metric, { find }: Surroundings): boolean {
  const names = Object.keys(dimensions).join();
  switch (namespace) {
    case 'AWS/SQS':
      return (
        names === 'QueueName' && QUEUE_METRICS.includes(metricName) && find(QUEUE, dimensions.QueueName) !== undefined
      );
    case 'AWS/AutoScaling': {
      const group = names === 'AutoScalingGroupName' ? find(GROUP, dimensions.AutoScalingGroupName) : undefined;
      return textsAt(group?.inputs ?? {}, 'enabledMetrics[]').includes(metricName);
    }
    default:
      return namespace?.startsWith('AWS/') !== true || OTHER_NAMESPACES.includes(namespace);
  }
}

/** Alarms write dimensions as a map, scaling policies as a list of names and values. */
function metricOf(metric: JsonObject): Metric {
  const listed = objectsAt(metric, 'dimensions[]').map(({ name, value }) => [`${name}`, value] as const);
  return {
    namespace: textAt(metric, 'namespace'),
    metricName: textAt(metric, 'metricName'),
    dimensions: isList(metric.dimensions) ? Object.fromEntries(listed) : (objectsAt(metric, 'dimensions')[0] ?? {}),
  };
}

/** A drawn metric is a list: namespace, name, then names and values of dimensions, then options. */
function drawnIn(body: Json | undefined): readonly Metric[] {
  return objectsAt({ body: body ?? null }, 'body.widgets[]')
    .flatMap(widget => objectsAt(widget, 'properties'))
    .flatMap(({ metrics }) => (isList(metrics) ? metrics.filter(isList) : []))
    .map(row => row.filter(part => typeof part === 'string'))
    .map(([namespace, metricName, ...rest]) => ({
      namespace,
      metricName,
      dimensions: Object.fromEntries(rest.flatMap((name, index) => (index % 2 === 0 ? [[name, rest[index + 1]]] : []))),
    }));
}
