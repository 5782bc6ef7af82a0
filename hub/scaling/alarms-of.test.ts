import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { alarmsOf } from './alarms-of.ts';
import { scheduledPolicy, stepPolicy, submitPolicy, targetPolicy } from './test-policies.ts';

check('alarms of a policy', {
  'a step policy has one alarm, with all its datapoints needed unless it says fewer': () => {
    const [alarm, ...others] = alarmsOf(stepPolicy({ evaluationPeriods: 3 }));
    assert.is(others.length, 0);
    assert.equal(alarm, {
      name: 'out',
      metric: 'cpuPercent',
      comparison: '>=',
      threshold: 50,
      periodSeconds: 60,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      missingData: 'notBreaching',
    });
    assert.is(alarmsOf(stepPolicy({ evaluationPeriods: 3, datapointsToAlarm: 2 }))[0]?.datapointsToAlarm, 2);
  },
  'target tracking has a high alarm 3 of 3 above the target and a low one 15 of 15 below 0.9 of it': () => {
    const [high, low] = alarmsOf(targetPolicy({ target: 40 }));
    assert.equal(
      [high?.name, high?.comparison, high?.threshold, high?.evaluationPeriods, high?.datapointsToAlarm],
      ['track-high', '>', 40, 3, 3],
    );
    assert.equal(
      [low?.name, low?.comparison, low?.threshold, low?.evaluationPeriods, low?.datapointsToAlarm],
      ['track-low', '<', 36, 15, 15],
    );
  },
  'missing data leaves target tracking without data, so it scales neither way (guide, 2023-01-03)': () => {
    assert.equal(
      alarmsOf(targetPolicy()).map(alarm => alarm.missingData),
      ['missing', 'missing'],
    );
  },
  'disabling scale-in takes the low alarm away': () => {
    assert.equal(
      alarmsOf(targetPolicy({ disableScaleIn: true })).map(alarm => alarm.name),
      ['track-high'],
    );
  },
  'schedules and submits need no alarm': () => {
    assert.equal([...alarmsOf(scheduledPolicy({ minCount: 1 })), ...alarmsOf(submitPolicy())], []);
  },
});
