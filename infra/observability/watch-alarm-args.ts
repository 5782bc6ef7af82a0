import type { cloudwatch } from '@pulumi/aws';
import type { Input } from '@pulumi/pulumi';
import { assertNever } from '../../hub/assert-never.ts';
import type { WatchAlarm } from '../../hub/plan/watch-alarms.ts';
import type { Seconds } from '../../hub/units.ts';

/** SQS metrics have one datapoint a minute (SQS guide, 2023-05-05 [H]). */
const PERIOD_SECONDS: Seconds = 60;
/** A queue may be late for a moment; five minutes in a row are no moment. Own choice. */
const LATE_PERIODS = 5;
/** One failed call may be chance, or a function that was throttled for a moment. Own choice. */
const ERROR_PERIODS = 3;

/** What the alarms watch, by the names that AWS gave. */
export type WatchedHub = {
  readonly jobQueues: Readonly<
    Record<string, { readonly queueName: Input<string>; readonly deadLetterName: Input<string> }>
  >;
  readonly lostEventsQueueName: Input<string>;
  readonly apiId: Input<string>;
};

/** Last part of the alarm's name: `generation-dead-letters`, `lost-events`. */
export function watchAlarmName(alarm: WatchAlarm): string {
  return 'queue' in alarm ? `${alarm.queue}-${alarm.kind}` : alarm.kind;
}

/**
 * The alarm that calls a person, and calls again when it is over.
 *
 * @param topicArn where both calls go
 */
export function watchAlarmArgs(
  alarm: WatchAlarm,
  watched: WatchedHub,
  topicArn: Input<string>,
): cloudwatch.MetricAlarmArgs {
  return {
    period: PERIOD_SECONDS,
    comparisonOperator: 'GreaterThanThreshold',
    // A queue that nobody has touched for six hours publishes nothing, and an API nobody calls; nothing is wrong with them.
    treatMissingData: 'notBreaching',
    alarmActions: [topicArn],
    okActions: [topicArn],
    ...conditionOf(alarm, watched),
  };
}

type Condition = Pick<
  cloudwatch.MetricAlarmArgs,
  | 'alarmDescription'
  | 'namespace'
  | 'statistic'
  | 'metricName'
  | 'dimensions'
  | 'threshold'
  | 'evaluationPeriods'
  | 'datapointsToAlarm'
> & { evaluationPeriods: number };

function conditionOf(alarm: WatchAlarm, { jobQueues, lostEventsQueueName, apiId }: WatchedHub): Condition {
  switch (alarm.kind) {
    case 'oldest-age':
      return {
        alarmDescription: `A job has waited in ${alarm.queue} for more than ${alarm.thresholdSeconds} s`,
        namespace: 'AWS/SQS',
        statistic: 'Maximum',
        metricName: 'ApproximateAgeOfOldestMessage',
        dimensions: { QueueName: jobQueues[alarm.queue]!.queueName },
        threshold: alarm.thresholdSeconds,
        evaluationPeriods: LATE_PERIODS,
        datapointsToAlarm: LATE_PERIODS,
      };
    case 'dead-letters':
      return {
        alarmDescription: `A job of ${alarm.queue} was given up; its message lies in the dead-letter queue`,
        ...anyMessageIn(jobQueues[alarm.queue]!.deadLetterName),
      };
    case 'lost-events':
      return {
        alarmDescription: 'An event about a finished stage could not be handled; its job stands still',
        ...anyMessageIn(lostEventsQueueName),
      };
    case 'api-errors':
      return {
        alarmDescription: `The API failed callers in ${ERROR_PERIODS} of ${LATE_PERIODS} minutes: see the logs of its functions`,
        // Names: API Gateway guide, metrics of HTTP APIs, 2023-06 [H].
        namespace: 'AWS/ApiGateway',
        statistic: 'Sum',
        metricName: '5xx',
        dimensions: { ApiId: apiId },
        threshold: 0,
        evaluationPeriods: LATE_PERIODS,
        datapointsToAlarm: ERROR_PERIODS,
      };
    default:
      return assertNever(alarm);
  }
}

const anyMessageIn = (queueName: Input<string>) => ({
  namespace: 'AWS/SQS',
  statistic: 'Maximum',
  metricName: 'ApproximateNumberOfMessagesVisible',
  dimensions: { QueueName: queueName },
  threshold: 0,
  evaluationPeriods: 1,
  datapointsToAlarm: 1,
});
