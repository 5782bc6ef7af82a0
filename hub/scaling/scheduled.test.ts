import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { SECONDS_PER_DAY, SECONDS_PER_HOUR, SECONDS_PER_WEEK } from '../units.ts';
import { decideScheduled, nextOccurrenceSeconds } from './scheduled.ts';
import { observe, scheduledPolicy } from './test-policies.ts';
import { WEEKDAYS } from './weekdays.ts';

check('scheduled actions', {
  'a new minimum raises the desired capacity with it': () => {
    const { desiredCount, minCount, maxCount } = decideScheduled(scheduledPolicy({ minCount: 20 }), observe(), {});
    assert.equal([desiredCount, minCount, maxCount], [20, 20, 100]);
  },
  'a new maximum lowers the desired capacity with it': () => {
    const { desiredCount, minCount, maxCount } = decideScheduled(scheduledPolicy({ maxCount: 4 }), observe(), {});
    assert.equal([desiredCount, minCount, maxCount], [4, 0, 4]);
  },
  'a desired capacity is set, inside the limits, even while instances are warming': () => {
    assert.is(decideScheduled(scheduledPolicy({ desiredCount: 2 }), observe({ warmingCount: 3 }), {}).desiredCount, 2);
    assert.is(decideScheduled(scheduledPolicy({ desiredCount: 200 }), observe(), {}).desiredCount, 100);
  },
  'the reason carries the numbers': () => {
    assert.is(
      decideScheduled(scheduledPolicy({ minCount: 20 }), observe(), {}).reason,
      'schedule morning at 08:00 UTC: desired 10 in 0..100 -> 20 in 20..100',
    );
  },
  'the next occurrence is strictly later, today, tomorrow or next week': () => {
    const daily = scheduledPolicy();
    const eight = 8 * SECONDS_PER_HOUR;
    assert.is(nextOccurrenceSeconds(daily, 0), eight);
    assert.is(nextOccurrenceSeconds(daily, eight), eight + SECONDS_PER_DAY);
    const mondays = scheduledPolicy({ weekdays: ['mon'] });
    assert.is(nextOccurrenceSeconds(mondays, eight), eight + SECONDS_PER_WEEK);
    assert.is(nextOccurrenceSeconds(mondays, -1), eight);
    assert.is(nextOccurrenceSeconds({ atUtc: '06:30', weekdays: ['tue'] }, 0), 109_800);
  },
  'no occurrence is skipped: none of the week lies between now and the next': () => {
    const anySchedule = fc.record({
      hour: fc.integer({ min: 0, max: 23 }),
      weekdays: fc.subarray([...WEEKDAYS], { minLength: 1 }),
      afterSeconds: fc.integer({ min: -SECONDS_PER_WEEK, max: 3 * SECONDS_PER_WEEK }),
    });
    fc.assert(
      fc.property(anySchedule, ({ hour, weekdays, afterSeconds }) => {
        const atUtc = `${String(hour).padStart(2, '0')}:00`;
        const next = nextOccurrenceSeconds({ atUtc, weekdays }, afterSeconds);
        // By brute force: the first whole hour after now that is of the schedule.
        let candidate = (Math.floor(afterSeconds / SECONDS_PER_HOUR) + 1) * SECONDS_PER_HOUR;
        const isScheduled = (seconds: number) => {
          const ofWeek = ((seconds % SECONDS_PER_WEEK) + SECONDS_PER_WEEK) % SECONDS_PER_WEEK;
          const weekday = WEEKDAYS[Math.floor(ofWeek / SECONDS_PER_DAY)]!;
          return ofWeek % SECONDS_PER_DAY === hour * SECONDS_PER_HOUR && weekdays.includes(weekday);
        };
        while (!isScheduled(candidate)) candidate += SECONDS_PER_HOUR;
        assert.is(next, candidate);
      }),
    );
  },
});
