import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { alarmTopicPolicy } from './alarm-topic-policy.ts';
import { budgetArgs } from './budget-args.ts';

check('budgetArgs', {
  'warns at four fifths of the forecast and when it is spent, for what carries the tag of this stack': () => {
    const args = budgetArgs({ budget: { monthlyUsdMax: 50 }, stack: 'dev' }, 'arn:topic');
    assert.equal([args.limitAmount, args.limitUnit, args.timeUnit], ['50', 'USD', 'MONTHLY']);
    assert.equal(args.costFilters, [{ name: 'TagKeyValue', values: ['user:asset-hub:stack$dev'] }]);
    const notifications = args.notifications as readonly { notificationType: string; threshold: number }[];
    assert.equal(
      notifications.map(({ notificationType, threshold }) => [notificationType, threshold]),
      [
        ['FORECASTED', 80],
        ['ACTUAL', 100],
      ],
    );
  },
});

check('alarmTopicPolicy', {
  'lets two services of the own account publish, nobody else, and nobody without TLS': () => {
    const { Statement } = JSON.parse(alarmTopicPolicy('arn:aws:sns:us-east-1:123456789012:alarms'));
    const [first, second, refusal] = Statement;
    assert.is(Statement.length, 3);
    assert.equal(
      [first.Principal, second.Principal],
      [{ Service: 'cloudwatch.amazonaws.com' }, { Service: 'budgets.amazonaws.com' }],
    );
    for (const { Effect, Action, Resource, Condition } of [first, second]) {
      assert.equal([Effect, Action, Resource], ['Allow', 'sns:Publish', 'arn:aws:sns:us-east-1:123456789012:alarms']);
      assert.equal(Condition, { StringEquals: { 'aws:SourceAccount': '123456789012' } });
    }
    assert.equal([refusal.Effect, refusal.Principal], ['Deny', '*']);
    assert.equal(refusal.Condition, { Bool: { 'aws:SecureTransport': 'false' } });
  },
});
