/** What CloudWatch asks of alarms. */
import type { JsonObject } from '../../pulumi-host/program-record.ts';
import { API, type AwsRule, aws, seen } from '../aws-rule.ts';
import { numberAt, objectsAt, setAmong, textsAt, valuesAt } from '../values-at.ts';
import { mathProblems } from './metric-math.ts';

const ALARM = aws('cloudwatch.MetricAlarm');
const COMPOSITE = aws('cloudwatch.CompositeAlarm');
const PUT_ALARM = `CloudWatch PutMetricAlarm, ${API}`;
const SCALING_POLICY_ARN =
  'arn:aws:autoscaling:us-east-1:111111111111:scalingPolicy:1:autoScalingGroupName/g:policyName/p';

const DAY_SECONDS = 86_400;
/** What is said beside metricQueries only by mistake. */
const PLAIN_METRIC = ['metricName', 'namespace', 'dimensions', 'period', 'unit', 'statistic', 'extendedStatistic'];

const metric = (fields: JsonObject): JsonObject => ({
  metricName: 'x',
  namespace: 'y',
  statistic: 'Sum',
  period: 60,
  ...fields,
});
const query = (fields: JsonObject): JsonObject => ({
  id: 'visible',
  metric: { metricName: 'x', namespace: 'y', period: 60, stat: 'Sum' },
  ...fields,
});
const math = (...metricQueries: readonly JsonObject[]): JsonObject => ({ metricQueries });

export const ALARM_RULES: readonly AwsRule[] = [
  ...['period', 'metricQueries[].metric.period'].map(
    (at, index): AwsRule => ({
      id: ['alarm-period', 'alarm-query-period'][index]!,
      type: ALARM,
      says: `${at} is 10, 20, 30 or a multiple of 60 seconds`,
      source: PUT_ALARM,
      fine: [10, 20, 30, 60, 300].map(seconds => (index === 0 ? { period: seconds } : periodOf(seconds))),
      broken: [0, 15, 90].map(seconds => (index === 0 ? { period: seconds } : periodOf(seconds))),
      check: inputs =>
        valuesAt(inputs, at)
          .filter(({ value }) => !isPeriod(Number(value)))
          .map(seen),
    }),
  ),
  {
    id: 'alarm-window',
    type: ALARM,
    says: 'all evaluation periods together span at most a day, or a week where a period is an hour or more',
    source: PUT_ALARM,
    fine: [
      { period: 300, evaluationPeriods: 288 },
      { period: 3600, evaluationPeriods: 168 },
    ],
    broken: [
      { period: 300, evaluationPeriods: 289 },
      { period: 3600, evaluationPeriods: 169 },
      { ...periodOf(60), evaluationPeriods: 1441 },
    ],
    check: inputs => {
      const periods = [...valuesAt(inputs, 'period'), ...valuesAt(inputs, 'metricQueries[].metric.period')];
      const period = Math.max(0, ...periods.map(({ value }) => Number(value)));
      const seconds = period * (numberAt(inputs, 'evaluationPeriods') ?? 1);
      return seconds <= DAY_SECONDS * (period >= 3600 ? 7 : 1) ? [] : [`${seconds} s`];
    },
  },
  {
    id: 'alarm-datapoints',
    type: ALARM,
    says: 'datapointsToAlarm is 1 to evaluationPeriods',
    source: PUT_ALARM,
    fine: [{ evaluationPeriods: 3, datapointsToAlarm: 3 }, { evaluationPeriods: 1 }],
    broken: [
      { evaluationPeriods: 3, datapointsToAlarm: 4 },
      { evaluationPeriods: 3, datapointsToAlarm: 0 },
      { evaluationPeriods: 0 },
    ],
    check: inputs => {
      const [of = 1, needed = of] = [numberAt(inputs, 'evaluationPeriods'), numberAt(inputs, 'datapointsToAlarm')];
      return needed >= 1 && needed <= of ? [] : [`${needed} of ${of}`];
    },
  },
  {
    id: 'alarm-one-source',
    type: ALARM,
    says: 'an alarm watches a metric, with namespace, period and one statistic, or metricQueries, with none of them',
    source: PUT_ALARM,
    fine: [metric({}), metric({ statistic: null, extendedStatistic: 'p95' }), math(query({ returnData: true }))],
    broken: [
      { comparisonOperator: 'GreaterThanThreshold' },
      metric({ namespace: null }),
      metric({ extendedStatistic: 'p95' }),
      metric({ statistic: null }),
      { ...math(query({ returnData: true })), period: 60 },
    ],
    check: inputs => {
      const given = setAmong(inputs, PLAIN_METRIC);
      const statisticCount = setAmong(inputs, ['statistic', 'extendedStatistic']).length;
      const isWhole = ['metricName', 'namespace', 'period'].every(name => given.includes(name)) && statisticCount === 1;
      const hasQueries = setAmong(inputs, ['metricQueries']).length === 1;
      return (hasQueries ? given.length === 0 : isWhole)
        ? []
        : [[...given, ...setAmong(inputs, ['metricQueries'])].join(', ')];
    },
  },
  {
    id: 'alarm-metric-math',
    type: ALARM,
    says: 'of metricQueries one is returned, each has its own id, and each is a metric or an expression of others',
    source: `CloudWatch MetricDataQuery, ${API}`,
    fine: [
      math(query({ returnData: true })),
      math(query({}), { id: 'per', expression: 'IF(visible > 0, visible, 0)', returnData: true }),
    ],
    broken: [
      math(query({})),
      math(query({ returnData: true }), query({})),
      math(query({ id: 'Visible', returnData: true })),
      math(query({}), { id: 'per', expression: 'hidden / 2', returnData: true }),
      math(query({ expression: '1', returnData: true })),
    ],
    check: inputs => mathProblems(objectsAt(inputs, 'metricQueries[]'), 'metric'),
  },
  {
    id: 'alarm-metric-count',
    type: ALARM,
    says: 'an alarm on metric math has at most 10 metrics',
    source: 'CloudWatch guide, alarms on math expressions, 2023-06-15 [H]',
    fine: [math(...queriesOf(10))],
    broken: [math(...queriesOf(11))],
    check: inputs => {
      const { length } = objectsAt(inputs, 'metricQueries[].metric');
      return length <= 10 ? [] : [`${length} metrics`];
    },
  },
  {
    id: 'alarm-action-count',
    type: ALARM,
    says: 'an alarm has at most 5 actions for each state, and each is an ARN',
    source: PUT_ALARM,
    fine: [{ alarmActions: Array(5).fill('arn:aws:sns:us-east-1:1:t') }],
    broken: [{ alarmActions: Array(6).fill('arn:aws:sns:us-east-1:1:t') }, { okActions: ['somebody@example.org'] }],
    check: inputs =>
      ['alarmActions', 'okActions', 'insufficientDataActions'].flatMap(name => {
        const actions = textsAt(inputs, `${name}[]`);
        return [
          ...(actions.length > 5 ? [`${actions.length} ${name}`] : []),
          ...actions.filter(arn => !arn.startsWith('arn:')),
        ];
      }),
  },
  {
    id: 'composite-alarm-does-not-scale',
    type: COMPOSITE,
    says: 'a composite alarm runs no scaling policy',
    source: `CloudWatch PutCompositeAlarm, ${API}`,
    fine: [{ alarmActions: ['arn:aws:sns:us-east-1:1:t'] }],
    broken: [{ alarmActions: [SCALING_POLICY_ARN] }],
    check: inputs => textsAt(inputs, 'alarmActions[]').filter(arn => arn.startsWith('arn:aws:autoscaling:')),
  },
];

function isPeriod(seconds: number): boolean {
  return [10, 20, 30].includes(seconds) || (seconds > 0 && seconds % 60 === 0);
}

function periodOf(seconds: number): JsonObject {
  return math(query({ metric: { metricName: 'x', namespace: 'y', period: seconds, stat: 'Sum' }, returnData: true }));
}

function queriesOf(count: number): readonly JsonObject[] {
  return Array.from({ length: count }, (_, index) => query({ id: `m${index}`, returnData: index === 0 }));
}
