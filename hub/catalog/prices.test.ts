import * as assert from 'uvu/assert';
import { check, near } from '../../test/kit/check.ts';
import { HOURS_PER_MONTH } from '../units.ts';
import { INSTANCE_TYPES } from './instances.ts';
import { PRICES } from './prices.ts';

check('PRICES', {
  // Month figures as AWS's own pages print them: hour price x 730.
  'of hourly things make the month figures AWS prints': () => {
    near(PRICES.natGatewayHour.usd * HOURS_PER_MONTH, 32.85, 1e-9);
    near(PRICES.publicIpv4Hour.usd * HOURS_PER_MONTH, 3.65, 1e-9);
    near(INSTANCE_TYPES['g4dn.xlarge'].onDemandUsdPerHour * HOURS_PER_MONTH, 384, 0.1);
  },
  // Cost of a running worker beside its instance: 100 GiB, 312 MiB/s above the included 125, one address.
  'add up to about three cents an hour of volume and address per worker': () => {
    const volume = (100 * PRICES.ebsGp3GibibyteMonth.usd + 312 * PRICES.ebsGp3ThroughputMonth.usd) / HOURS_PER_MONTH;
    near(volume + PRICES.publicIpv4Hour.usd, 0.033, 0.001);
  },
  'of arm64 Lambda are a fifth below the x86 price of 1.66667e-5': () =>
    near(PRICES.lambdaArmGigabyteSecond.usd / 1.66667e-5, 0.8, 0.001),
  'of detailed monitoring are those of seven metrics at 0.30': () =>
    near(PRICES.detailedMonitoringInstanceMonth.usd, 7 * 0.3, 1e-9),
  'are positive, frozen and say where they come from': () => {
    for (const row of Object.values(PRICES)) {
      assert.ok(row.usd > 0 && row.unit.length > 0 && row.source.length > 0 && /^\d{4}(-\d\d)*$/.test(row.date));
      assert.ok(Object.isFrozen(row));
    }
  },
});
