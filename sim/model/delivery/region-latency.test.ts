import * as assert from 'uvu/assert';
import { USER_REGION_NAMES, type UserRegionName } from '../../../hub/catalog/regions.ts';
import { check, near } from '../../../test/kit/check.ts';
import { type DeliveryInputs, type RegionLatency, regionLatencies } from './region-latency.ts';

const CLOUDFRONT: DeliveryInputs = {
  delivery: { path: 'cloudfront' },
  storage: { assetMegabytes: 20 },
  assumptions: { clientPollSeconds: 5 },
};
const DIRECT: DeliveryInputs = { ...CLOUDFRONT, delivery: { path: 'direct' } };

function latencyIn(region: UserRegionName, plan: DeliveryInputs): RegionLatency {
  return regionLatencies(plan).find(latency => latency.region === region)!;
}

check('regionLatencies', {
  'has one entry per region, in the order of the catalog': () =>
    assert.equal(
      regionLatencies(CLOUDFRONT).map(latency => latency.region),
      [...USER_REGION_NAMES],
    ),
  'is worked by hand for Japan: 165 ms to the hub, 15 ms to the edge, 200 Mbit/s': () => {
    const japan = latencyIn('japan', CLOUDFRONT);
    near(japan.submitSeconds, 0.495, 1e-12);
    near(japan.pollDelaySeconds, 2.5825, 1e-12);
    // 3 x 0.015, five windows of slow start (452,600 B in 0.075 s), the rest at 25 MB/s, 0.15 s to the origin.
    near(japan.downloadSeconds, 0.045 + 0.075 + (20e6 - 452_600) / 25e6 + 0.15, 1e-9);
    near(japan.overheadSeconds, japan.submitSeconds + japan.pollDelaySeconds + japan.downloadSeconds, 1e-12);
  },
  'downloads faster through the edge from everywhere': () => {
    for (const name of USER_REGION_NAMES) {
      const edge = latencyIn(name, CLOUDFRONT).downloadSeconds;
      assert.ok(edge < latencyIn(name, DIRECT).downloadSeconds, name);
    }
  },
  'gains most where the way is long and lossy': () => {
    const gain = (name: UserRegionName) =>
      latencyIn(name, DIRECT).downloadSeconds / latencyIn(name, CLOUDFRONT).downloadSeconds;
    assert.ok(gain('southeast-asia') > 5 && gain('us-east') < 1.2, `${gain('southeast-asia')} ${gain('us-east')}`);
  },
  'lets the path decide the download alone': () => {
    const { submitSeconds, pollDelaySeconds } = latencyIn('india', CLOUDFRONT);
    const direct = latencyIn('india', DIRECT);
    assert.equal([direct.submitSeconds, direct.pollDelaySeconds], [submitSeconds, pollDelaySeconds]);
  },
  'takes longer for a larger asset and for a lazier client': () => {
    const larger = latencyIn('europe', { ...CLOUDFRONT, storage: { assetMegabytes: 100 } });
    const lazier = latencyIn('europe', { ...CLOUDFRONT, assumptions: { clientPollSeconds: 30 } });
    const base = latencyIn('europe', CLOUDFRONT);
    assert.ok(larger.downloadSeconds > base.downloadSeconds);
    near(lazier.pollDelaySeconds - base.pollDelaySeconds, 12.5, 1e-12);
  },
});
