import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { secondsOfWeek } from './start-of-week.ts';

check('secondsOfWeek', {
  'counts from Monday midnight': () => assert.is(secondsOfWeek('mon 00:00'), 0),
  'adds days, hours and minutes': () => assert.is(secondsOfWeek('tue 09:30'), 86_400 + 9 * 3600 + 30 * 60),
  'ends a minute before the week does': () => assert.is(secondsOfWeek('sun 23:59'), 604_800 - 60),
  'refuses what is not a time': () => {
    for (const text of ['', 'mon', 'mon 24:00', 'mon 9:00', 'Mon 09:00', 'mon 09:60', 'mon 09:00 ']) {
      assert.throws(() => secondsOfWeek(text), /must be like/, text);
    }
  },
});
