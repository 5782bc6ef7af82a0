import * as assert from 'uvu/assert';
import { check, near } from '../../../test/kit/check.ts';
import { createSubstream } from '../../engine/substream.ts';
import { createWeekly, type Weekly } from './weekly.ts';

const HOUR = 3600;
const WEEK = 168 * HOUR;
const day = (rate: number) => new Array<number>(24).fill(rate);
const NOBODY = { mon: day(0), tue: day(0), wed: day(0), thu: day(0), fri: day(0), sat: day(0), sun: day(0) };
/** Tuesday 09:00-10:00 a hundred users, Sunday 23:00-24:00 fifty. */
const TWO_HOURS = { ...NOBODY, tue: day(0).with(9, 100), sun: day(0).with(23, 50) };

function timesOf(source: Weekly, startSecondsOfWeek = 0, seed = 5): number[] {
  const next = createWeekly(source, startSecondsOfWeek, purpose => createSubstream(seed, 0, purpose, 0));
  const times: number[] = [];
  for (let at = next(); at < Infinity; at = next()) times.push(at);
  return times;
}

/** Variance / mean of the counts of `seconds` each. */
function dispersion(times: readonly number[], seconds: number, until: number): number {
  const counts = new Array<number>(Math.floor(until / seconds)).fill(0);
  for (const at of times) counts[Math.floor(at / seconds)]! += 1;
  const mean = times.length / counts.length;
  return counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / (counts.length - 1) / mean;
}

check('createWeekly', {
  'comes only in the hours that have a rate, as often as it says': () => {
    const times = timesOf({ usersPerHour: TWO_HOURS, untilSeconds: 100 * WEEK });
    const hours = times.map(at => Math.floor((at % WEEK) / HOUR));
    assert.equal([...new Set(hours)].sort(), [167, 33]);
    near(hours.filter(hour => hour === 33).length, 10_000, 4 * 100);
    near(hours.filter(hour => hour === 167).length, 5000, 4 * 71);
  },
  'starts where in the week the run starts': () => {
    const [first = 0] = timesOf({ usersPerHour: TWO_HOURS, untilSeconds: WEEK }, 30 * HOUR);
    assert.ok(first >= 3 * HOUR && first < 3.5 * HOUR, `first at ${first}`);
  },
  'rises, and stops in time': () => {
    const times = timesOf({ usersPerHour: { ...NOBODY, mon: day(500) }, untilSeconds: 5000 });
    assert.ok(times.every((at, index) => at >= (times[index - 1] ?? 0) && at < 5000));
  },
  'has counts that vary as gapCv says': () => {
    const everyHour = Object.fromEntries(Object.keys(NOBODY).map(name => [name, day(600)])) as typeof NOBODY;
    const until = 4 * WEEK;
    // Counts of 600: the dispersion of a renewal process is gapCv^2 within a few percent.
    near(dispersion(timesOf({ usersPerHour: everyHour, untilSeconds: until }), HOUR, until), 1, 0.25);
    near(dispersion(timesOf({ usersPerHour: everyHour, gapCv: 3, untilSeconds: until }), HOUR, until), 9, 2);
  },
});
