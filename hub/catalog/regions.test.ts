import * as assert from 'uvu/assert';
import { check, near } from '../../test/kit/check.ts';
import { PRICES } from './prices.ts';
import { USER_REGION_NAMES, USER_REGIONS } from './regions.ts';

const all = USER_REGION_NAMES.map(name => USER_REGIONS[name]);

check('USER_REGIONS', {
  'share all players among them': () =>
    near(
      all.reduce((sum, region) => sum + region.userShareRatio, 0),
      1,
      1e-12,
    ),
  'are nearer to their edge than to the hub': () => {
    for (const region of all) assert.ok(region.rttToEdgeSeconds < region.rttToHubSeconds, region.name);
  },
  'name prices there are': () => {
    for (const region of all) {
      assert.ok(PRICES[region.cloudfrontGigabytePrice].unit.startsWith('GB to viewers'));
      assert.match(PRICES[region.cloudfrontHttpsPrice].unit, 'HTTPS');
    }
  },
  'put Japan 165 ms away and charge it 0.114 a gigabyte': () => {
    near(USER_REGIONS.japan.rttToHubSeconds, 0.165, 1e-9);
    assert.is(PRICES[USER_REGIONS.japan.cloudfrontGigabytePrice].usd, 0.114);
  },
});
