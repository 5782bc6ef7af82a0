import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { stackPlan } from '../../test/kit/stack-plan.ts';
import { watchAlarmsOf } from './watch-alarms.ts';

check('watchAlarmsOf', {
  'watches every queue for age and for dead letters, and the hub for lost events and errors': () =>
    assert.equal(watchAlarmsOf(stackPlan('prod')), [
      { kind: 'oldest-age', queue: 'generation', thresholdSeconds: 14_400 },
      { kind: 'dead-letters', queue: 'generation' },
      { kind: 'oldest-age', queue: 'rigging', thresholdSeconds: 14_400 },
      { kind: 'dead-letters', queue: 'rigging' },
      { kind: 'lost-events' },
      { kind: 'api-errors' },
    ]),
  'leaves out the age where the stack wants no alarm on it': () =>
    assert.equal(
      watchAlarmsOf(stackPlan('dev')).map(({ kind }) => kind),
      ['dead-letters', 'dead-letters', 'lost-events', 'api-errors'],
    ),
});
