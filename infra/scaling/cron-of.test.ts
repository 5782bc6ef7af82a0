import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { nextOccurrenceSeconds } from '../../hub/scaling/scheduled.ts';
import { WEEKDAYS } from '../../hub/scaling/weekdays.ts';
import { SECONDS_PER_MINUTE, SECONDS_PER_WEEK } from '../../hub/units.ts';
import { check } from '../../test/kit/check.ts';
import { cronOf } from './cron-of.ts';

/** A Monday, 00:00 UTC, as the simulator's time 0 is. */
const MONDAY = Date.UTC(2024, 0, 1);

const isIn = (field: string, value: number) => field === '*' || field.split(',').map(Number).includes(value);

/** The next minute after `afterSeconds` that the expression names, by looking at every minute on a real calendar. */
function nextByCron(cron: string, afterSeconds: number): number {
  const [minute = '', hour = '', day, month, weekday = ''] = cron.split(' ');
  assert.equal([day, month], ['*', '*']);
  let seconds = (Math.floor(afterSeconds / SECONDS_PER_MINUTE) + 1) * SECONDS_PER_MINUTE;
  for (; ; seconds += SECONDS_PER_MINUTE) {
    const date = new Date(MONDAY + seconds * 1000);
    if (isIn(minute, date.getUTCMinutes()) && isIn(hour, date.getUTCHours()) && isIn(weekday, date.getUTCDay()))
      return seconds;
  }
}

check('the cron expression of a schedule', {
  'comes due when the simulator says': () => {
    const anySchedule = fc.record({
      hour: fc.integer({ min: 0, max: 23 }),
      minute: fc.integer({ min: 0, max: 59 }),
      weekdays: fc.shuffledSubarray([...WEEKDAYS], { minLength: 1 }),
      afterSeconds: fc.integer({ min: 0, max: 2 * SECONDS_PER_WEEK }),
    });
    const twoDigits = (value: number) => String(value).padStart(2, '0');
    fc.assert(
      fc.property(anySchedule, ({ hour, minute, weekdays, afterSeconds }) => {
        const schedule = { atUtc: `${twoDigits(hour)}:${twoDigits(minute)}`, weekdays };
        assert.is(nextByCron(cronOf(schedule), afterSeconds), nextOccurrenceSeconds(schedule, afterSeconds));
      }),
      { numRuns: 60 },
    );
  },
  'has plain numbers, and a star for every day': () => {
    assert.is(cronOf({ atUtc: '06:05', weekdays: ['sun', 'tue'] }), '5 6 * * 0,2');
    assert.is(cronOf({ atUtc: '00:00', weekdays: [...WEEKDAYS] }), '0 0 * * *');
  },
});
