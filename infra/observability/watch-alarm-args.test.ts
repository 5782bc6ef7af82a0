import * as assert from 'uvu/assert';
import type { WatchAlarm } from '../../hub/plan/watch-alarms.ts';
import { check } from '../../test/kit/check.ts';
import { watchAlarmArgs, watchAlarmName } from './watch-alarm-args.ts';

const WATCHED = {
  jobQueues: { rigging: { queueName: 'rigging-1', deadLetterName: 'rigging-dead-1' } },
  lostEventsQueueName: 'lost-1',
  apiId: 'api-1',
};
const argsOf = (alarm: WatchAlarm) => watchAlarmArgs(alarm, WATCHED, 'arn:topic');

check('watchAlarmArgs', {
  'calls when a queue has been late for five minutes': () => {
    const args = argsOf({ kind: 'oldest-age', queue: 'rigging', thresholdSeconds: 7200 });
    assert.equal(args.dimensions, { QueueName: 'rigging-1' });
    assert.is(args.metricName, 'ApproximateAgeOfOldestMessage');
    assert.equal([args.threshold, args.period, args.evaluationPeriods, args.datapointsToAlarm], [7200, 60, 5, 5]);
  },
  'calls at the first message in a dead-letter queue': () => {
    const args = argsOf({ kind: 'dead-letters', queue: 'rigging' });
    assert.equal(args.dimensions, { QueueName: 'rigging-dead-1' });
    assert.is(args.metricName, 'ApproximateNumberOfMessagesVisible');
    assert.equal([args.threshold, args.comparisonOperator, args.evaluationPeriods], [0, 'GreaterThanThreshold', 1]);
  },
  'calls at the first lost event': () =>
    assert.equal(argsOf({ kind: 'lost-events' }).dimensions, { QueueName: 'lost-1' }),
  'calls when the API keeps failing its callers': () => {
    const args = argsOf({ kind: 'api-errors' });
    assert.equal([args.namespace, args.metricName, args.statistic], ['AWS/ApiGateway', '5xx', 'Sum']);
    assert.equal([args.dimensions, args.threshold], [{ ApiId: 'api-1' }, 0]);
    assert.equal([args.evaluationPeriods, args.datapointsToAlarm], [5, 3]);
  },
  'calls again when it is over, and never for a queue that sleeps': () => {
    const args = argsOf({ kind: 'lost-events' });
    assert.equal([args.alarmActions, args.okActions], [['arn:topic'], ['arn:topic']]);
    assert.is(args.treatMissingData, 'notBreaching');
  },
});

check('watchAlarmName', {
  'tells alarms of two queues apart': () =>
    assert.equal(
      [watchAlarmName({ kind: 'dead-letters', queue: 'rigging' }), watchAlarmName({ kind: 'lost-events' })],
      ['rigging-dead-letters', 'lost-events'],
    ),
});
