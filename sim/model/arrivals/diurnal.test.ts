import * as assert from 'uvu/assert';
import { USER_REGION_NAMES } from '../../../hub/catalog/regions.ts';
import { check, near } from '../../../test/kit/check.ts';
import { createSubstream } from '../../engine/substream.ts';
import { dailyCurve, dailyIntegral } from './daily-curve.ts';
import { createDiurnal, type Diurnal } from './diurnal.ts';
import { UTC_OFFSET_HOURS } from './local-clock.ts';

type Seen = { readonly seconds: number; readonly region: string };

function arrivalsOf(source: Diurnal, startSecondsOfWeek = 0): Seen[] {
  const process = createDiurnal(source, startSecondsOfWeek, purpose => createSubstream(5, 0, purpose, 0));
  const seen: Seen[] = [];
  while (process.nextSeconds < Infinity) {
    seen.push({ seconds: process.nextSeconds, region: USER_REGION_NAMES[process.nextRegion]! });
    process.advance();
  }
  return seen;
}

check('createDiurnal', {
  'follows the intended curve hour by hour': () => {
    const source = { regions: { japan: 20_000 }, peakLocalHour: 19, swingRatio: 0.8, days: 5 };
    const counts = new Array<number>(24).fill(0);
    for (const { seconds } of arrivalsOf(source)) counts[Math.floor(seconds / 3600) % 24]! += 1;
    const curve = dailyCurve({ ...source, utcOffsetHours: 9, startUtcSeconds: 0 });
    let chiSquare = 0;
    for (const [hour, count] of counts.entries()) {
      const share = (dailyIntegral(curve, (hour + 1) * 3600) - dailyIntegral(curve, hour * 3600)) / 86_400;
      chiSquare += (count - 100_000 * share) ** 2 / (100_000 * share);
    }
    // 24 independent Poisson counts: 0.1 % of samples exceed 51.2, 0.1 % fall below 7.5 (chi-square, 24 degrees of freedom).
    assert.ok(chiSquare < 51.2 && chiSquare > 7.5, `chi-square ${chiSquare}`);
    // 19:00 in Tokyo is 10:00 UTC, where one bin ends and the next begins.
    near(counts.indexOf(Math.max(...counts)), 9.5, 1.5);
  },
  'gives each region its users per day': () => {
    const seen = arrivalsOf({ regions: { europe: 6000, 'us-west': 2000 }, swingRatio: 0.5, days: 4 });
    near(seen.filter(arrival => arrival.region === 'europe').length, 24_000, 4 * Math.sqrt(24_000));
    near(seen.filter(arrival => arrival.region === 'us-west').length, 8000, 4 * Math.sqrt(8000));
    assert.is(new Set(seen.map(arrival => arrival.region)).size, 2);
  },
  'brings all regions in order, within the days': () => {
    const seen = arrivalsOf({ regions: { europe: 3000, india: 3000, korea: 3000 }, swingRatio: 1, days: 1.5 });
    assert.ok(seen.every((arrival, index) => arrival.seconds >= (seen[index - 1]?.seconds ?? 0)));
    assert.ok(seen.at(-1)!.seconds < 1.5 * 86_400);
  },
  'does not move a region when another joins': () => {
    const alone = arrivalsOf({ regions: { europe: 500 }, swingRatio: 0.5, days: 2 });
    const joined = arrivalsOf({ regions: { europe: 500, japan: 900 }, swingRatio: 0.5, days: 2 });
    assert.ok(joined.length > alone.length);
    assert.equal(
      joined.filter(arrival => arrival.region === 'europe'),
      alone,
    );
  },
  'keeps the number of arrivals of a whole day whatever the hour it starts': () => {
    const source = { regions: { korea: 400 }, swingRatio: 0.9, days: 1 };
    assert.is(arrivalsOf(source, 9 * 3600).length, arrivalsOf(source).length);
  },
});

check('UTC_OFFSET_HOURS', {
  'agrees with the time zone database in winter': () => {
    const zones = {
      'us-east': 'America/New_York',
      'us-west': 'America/Los_Angeles',
      europe: 'Europe/Berlin',
      'south-america': 'America/Sao_Paulo',
      japan: 'Asia/Tokyo',
      korea: 'Asia/Seoul',
      'southeast-asia': 'Asia/Jakarta',
      australia: 'Australia/Sydney',
      india: 'Asia/Kolkata',
    } as const;
    for (const name of USER_REGION_NAMES) {
      // January in the north, July in the south.
      const winter = new Date(Date.UTC(2026, name === 'australia' || name === 'south-america' ? 6 : 0, 15, 12));
      const local = winter.toLocaleString('sv-SE', { timeZone: zones[name] });
      const offsetHours = (Date.parse(`${local.replace(' ', 'T')}Z`) - winter.getTime()) / 3_600_000;
      assert.is(UTC_OFFSET_HOURS[name], offsetHours, name);
    }
  },
});
