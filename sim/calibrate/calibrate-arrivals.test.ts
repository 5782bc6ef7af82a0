import * as assert from 'uvu/assert';
import { check, near } from '../../test/kit/check.ts';
import { createSubstream } from '../engine/substream.ts';
import { createWeekly } from '../model/arrivals/weekly.ts';
import { parseScenario } from '../scenario/parse-scenario.ts';
import { ratesOfWeek } from '../scenario/week-rates.ts';
import { calibrateArrivals, SINCE_1970 } from './calibrate-arrivals.ts';
import { type ArrivalPeriods, emptyObservations } from './observations.ts';
import { recordArrival, recordPeriod } from './record-arrivals.ts';
import { gapCvOf, scenarioText } from './scenario-text.ts';

const HOUR = 3600;
const DAY = 86_400;
const SINCE_MONDAY = { zeroSecondsOfWeek: 0 };

function counted(times: Iterable<number>): ArrivalPeriods {
  const { arrivals } = emptyObservations();
  for (const at of times) recordArrival(arrivals, at);
  return arrivals;
}

/** Hour by hour, so many each. */
function hours(perHour: readonly number[], from = 0): ArrivalPeriods {
  const { arrivals } = emptyObservations();
  for (const [hour, count] of perHour.entries()) recordPeriod(arrivals, from + hour * HOUR, HOUR, count);
  return arrivals;
}

check('calibrateArrivals', {
  'knows Monday midnight UTC': () => {
    // 2026-11-30 is a Monday; its first hour counts 0, the last one of Sunday 167.
    const monday = Date.parse('2026-11-30T00:00:00Z') / 1000;
    const counts = Array.from({ length: 168 }, (_, hour) => hour);
    assert.equal(calibrateArrivals(hours(counts, monday), SINCE_1970).perHour, counts);
  },
  'starts a trace where it is told': () => {
    const { perHour } = calibrateArrivals(hours(new Array<number>(168).fill(0).with(0, 7)), {
      zeroSecondsOfWeek: 3 * DAY,
    });
    assert.is(perHour.indexOf(7), 72);
  },
  // A week and a day: Monday was seen twice, with 10 and with 20 each hour.
  'is the mean of the weeks': () => {
    const counts = [
      ...new Array<number>(24).fill(10),
      ...new Array<number>(144).fill(5),
      ...new Array<number>(24).fill(20),
    ];
    const { perHour, count } = calibrateArrivals(hours(counts), SINCE_MONDAY);
    assert.equal([perHour[0], perHour[23], perHour[24], count], [15, 15, 5, 24 * 10 + 144 * 5 + 24 * 20]);
  },
  'counts half an hour as half of one': () => {
    const { arrivals } = emptyObservations();
    for (let start = 0; start < 24.5 * HOUR; start += 300) recordPeriod(arrivals, start, 300, 1);
    for (let start = 7 * DAY; start < 7 * DAY + HOUR / 2; start += 300) recordPeriod(arrivals, start, 300, 3);
    arrivals.toSeconds = 7 * DAY + HOUR / 2;
    // 12 in the first hour, 18 in half of one a week later: 30 in an hour and a half.
    near(calibrateArrivals(arrivals, SINCE_MONDAY).perHour[0]!, 20, 1e-9);
  },
  'guesses hours that nobody saw by the same hour of other days, and says how many': () => {
    const counts = Array.from({ length: 48 }, (_, hour) => (hour % 24 === 9 ? 30 : 0));
    const { perHour, guessedHourCount } = calibrateArrivals(hours(counts), SINCE_MONDAY);
    assert.equal([perHour[5 * 24 + 9], perHour[5 * 24 + 10], guessedHourCount], [30, 0, 120]);
  },
  'cannot see bursts in counts per hour': () =>
    assert.is(calibrateArrivals(hours(new Array<number>(24).fill(3)), SINCE_MONDAY).dispersion, undefined),
  // Twelve counts of 0 or 12, six each: variance 36, of a mean of 6, over 11 of 12 degrees of freedom.
  'has a dispersion that can be worked out by hand': () => {
    const { arrivals } = emptyObservations();
    for (let period = 0; period < 24 * 12; period += 1)
      recordPeriod(arrivals, period * 300, 300, period % 2 === 0 ? 0 : 12);
    near(calibrateArrivals(arrivals, SINCE_MONDAY).dispersion!, (36 * 12) / (6 * 11), 1e-9);
  },
  'finds the week and the bursts that arrivals were drawn from': () => {
    const day = Array.from({ length: 24 }, (_, hour) => 200 + 150 * Math.cos(hour / 4));
    const usersPerHour = { mon: day, tue: day, wed: day, thu: day, fri: day, sat: day.map(rate => rate / 2), sun: day };
    for (const gapCv of [1, 2]) {
      const next = createWeekly({ usersPerHour, gapCv, untilSeconds: 70 * DAY }, 0, purpose =>
        createSubstream(1, 0, purpose, 0),
      );
      const times: number[] = [];
      for (let at = next(); at < Infinity; at = next()) times.push(at);
      const found = calibrateArrivals(counted(times), SINCE_MONDAY);
      const rates = ratesOfWeek(usersPerHour);
      // Ten weeks: each hour's mean has a standard error of gapCv x sqrt(rate / 10), and one of 168 may be four away.
      for (const [hour, rate] of found.perHour.entries())
        near(rate, rates[hour]!, 4 * gapCv * Math.sqrt(rates[hour]! / 10));
      near(gapCvOf(found), gapCv, 0.15 * gapCv);
    }
  },
});

check('scenarioText', {
  'is a scenario that plays that week': () => {
    const arrivals = calibrateArrivals(hours(Array.from({ length: 168 }, (_, hour) => hour)), SINCE_MONDAY);
    const parsed = parseScenario(scenarioText(arrivals, 'sent.json'), 'week.yaml');
    if (parsed.kind === 'problems') throw new Error(JSON.stringify(parsed.problems));
    const [source] = parsed.scenario.arrivals;
    if (source?.kind !== 'weekly') throw new Error(`saw ${source?.kind}`);
    const rates = [...ratesOfWeek(source.usersPerHour)];
    assert.equal(
      rates,
      Array.from({ length: 168 }, (_, hour) => hour),
    );
  },
});
