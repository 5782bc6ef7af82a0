import * as assert from 'uvu/assert';
import { check } from '../../../test/kit/check.ts';
import { formatClock } from './format-clock.ts';

check('formatClock', {
  'counts hours, minutes, seconds and tenths': () => {
    const cases: readonly (readonly [number, string])[] = [
      [0, '0:00:00.0'],
      [9.95, '0:00:10.0'],
      [59.96, '0:01:00.0'],
      [3725.04, '1:02:05.0'],
      [360_000, '100:00:00.0'],
    ];
    for (const [seconds, text] of cases) assert.is(formatClock(seconds), text);
  },
});
