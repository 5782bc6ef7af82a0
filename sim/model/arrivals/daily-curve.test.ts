import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check, near } from '../../../test/kit/check.ts';
import { dailyCurve, dailyFactor, dailyIntegral, invertDailyIntegral } from './daily-curve.ts';

const EVENING = { peakLocalHour: 20, utcOffsetHours: 9, startUtcSeconds: 0, swingRatio: 0.6 };
const curves = fc
  .record({
    swingRatio: fc.double({ min: 0, max: 1, noNaN: true }),
    peakLocalHour: fc.integer({ min: 0, max: 23 }),
    utcOffsetHours: fc.integer({ min: -11, max: 12 }),
    startUtcSeconds: fc.integer({ min: 0, max: 604_799 }),
  })
  .map(dailyCurve);
const spans = fc.double({ min: 0, max: 30 * 86_400, noNaN: true });

check('dailyCurve', {
  'peaks when the local clock says so: 20:00 in Tokyo is 11:00 UTC': () => {
    const curve = dailyCurve(EVENING);
    near(dailyFactor(curve, 11 * 3600), 1.6, 1e-12);
    near(dailyFactor(curve, 23 * 3600), 0.4, 1e-12);
    near(dailyFactor(curve, 17 * 3600), 1, 1e-12);
  },
  'shifts with the start of the run': () => {
    const curve = dailyCurve({ ...EVENING, startUtcSeconds: 4 * 86_400 + 11 * 3600 });
    near(dailyFactor(curve, 0), 1.6, 1e-9);
  },
  'amounts to one mean day in a day': () => near(dailyIntegral(dailyCurve(EVENING), 86_400), 86_400, 1e-6),
  'is the slope of its integral': () =>
    fc.assert(
      fc.property(curves, spans, (curve, seconds) => {
        const slope = (dailyIntegral(curve, seconds + 1) - dailyIntegral(curve, seconds - 1)) / 2;
        near(slope, dailyFactor(curve, seconds), 1e-6);
      }),
    ),
});

check('invertDailyIntegral', {
  'finds the time whose integral was asked for': () =>
    fc.assert(
      fc.property(curves, spans, (curve, seconds) => {
        const integral = dailyIntegral(curve, seconds);
        near(dailyIntegral(curve, invertDailyIntegral(curve, integral, 0)), integral, 1e-5);
      }),
    ),
  'never goes back before the time it is given': () => {
    const curve = dailyCurve({ ...EVENING, swingRatio: 1 });
    assert.is(invertDailyIntegral(curve, dailyIntegral(curve, 1000), 2000), 2000);
  },
});
