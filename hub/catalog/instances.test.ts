import * as assert from 'uvu/assert';
import { check, near } from '../../test/kit/check.ts';
import { INSTANCE_TYPE_NAMES, INSTANCE_TYPES } from './instances.ts';

const all = INSTANCE_TYPE_NAMES.map(name => INSTANCE_TYPES[name]);

check('INSTANCE_TYPES', {
  // Written out a second time on purpose: a slip of a finger in the catalog must not go unnoticed.
  'hold the on-demand prices of 2026-07-20': () =>
    assert.equal(Object.fromEntries(all.map(type => [type.name, type.onDemandUsdPerHour])), {
      'g4dn.xlarge': 0.526,
      'g4dn.2xlarge': 0.752,
      'g4dn.4xlarge': 1.204,
      'g5.xlarge': 1.006,
      'g5.2xlarge': 1.212,
      'g6.xlarge': 0.8048,
      'g6.2xlarge': 0.9776,
      'g6e.xlarge': 1.861,
    }),
  // Spot Instance Advisor, 2025-06-28: savings of 64, 61, 68, 59, 58, 49, 58, 58 %.
  'hold Spot prices that follow from the published savings': () => {
    const savings = [0.64, 0.61, 0.68, 0.59, 0.58, 0.49, 0.58, 0.58];
    for (const [index, type] of all.entries())
      near(type.spotUsdPerHour, type.onDemandUsdPerHour * (1 - savings[index]!), 0.001);
  },
  'bound each Spot price by a range that holds it, below the on-demand price': () => {
    for (const { spotUsdPerHour, spotUsdPerHourRange: range, onDemandUsdPerHour } of all) {
      assert.ok(range.low < spotUsdPerHour && spotUsdPerHour < range.high && range.high < onDemandUsdPerHour);
    }
    near(INSTANCE_TYPES['g4dn.xlarge'].spotUsdPerHourRange.low, 0.158, 1e-9);
    near(INSTANCE_TYPES['g4dn.xlarge'].spotUsdPerHourRange.high, 0.26, 1e-9);
  },
  'measure speed in g4dn.xlarge': () => {
    assert.is(INSTANCE_TYPES['g4dn.xlarge'].gpuSpeedRatio, 1);
    assert.is(INSTANCE_TYPES['g4dn.xlarge'].cpuSpeedRatio, 1);
    // Coremark 84k against 55k.
    near(INSTANCE_TYPES['g6.xlarge'].cpuSpeedRatio, 1.527, 0.001);
  },
  'keep each GPU speed within its own range': () => {
    for (const { gpuSpeedRatio, gpuSpeedRatioRange: range } of all)
      assert.ok(range.low <= gpuSpeedRatio && gpuSpeedRatio <= range.high);
  },
  // 950 and 3,500 Mbps.
  'give EBS speeds in megabytes': () => {
    assert.is(INSTANCE_TYPES['g4dn.xlarge'].ebsBaselineMegabytesPerSecond, 950 / 8);
    assert.is(INSTANCE_TYPES['g4dn.xlarge'].ebsBurstMegabytesPerSecond, 3500 / 8);
  },
  'are frozen': () => assert.ok(Object.isFrozen(INSTANCE_TYPES) && all.every(type => Object.isFrozen(type))),
});
