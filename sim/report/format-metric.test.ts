import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { formatChange, formatChangeRatio, formatEstimate, formatMetric, unitOf } from './format-metric.ts';

check('a metric', {
  'is written in its unit': () => {
    assert.is(formatMetric(unitOf('cost_usd_per_character'), 0.0123), '$0.0123');
    assert.is(formatMetric(unitOf('queue_wait_seconds{queue=rigging}'), 2516), '41 min 56 s');
    assert.is(formatMetric(unitOf('cold_start_ratio'), 0.25), '25 %');
    assert.is(formatMetric(unitOf('instances_peak{market=spot}'), 200), '200');
  },
  'that nobody knows has no unit': () => assert.throws(() => unitOf('nonsense'), /not in the table of metrics/),
  'with an interval shows as many decimals as tell its ends apart': () => {
    assert.is(formatEstimate('USD', 0.009718, [0.009708, 0.009728]), '$0.00972 ($0.00971 to $0.00973)');
    assert.is(formatEstimate('seconds', 60, [50, 70]), '60 s (50 s to 70 s)');
    assert.is(formatEstimate('count', 3, null), '3');
  },
  'that changed has a sign': () => {
    assert.is(formatChange('seconds', 12), '+12 s');
    assert.is(formatChange('USD', -0.001), '-$0.00100');
    assert.is(formatChange('count', 0), '0');
  },
  'that changed is set beside what it was': () => {
    assert.is(formatChangeRatio(0.012, 0.0123), '+2.5 %');
    assert.is(formatChangeRatio(100, 99.5), '-0.50 %');
    assert.is(formatChangeRatio(-2, -1), '+50.0 %');
    assert.is(formatChangeRatio(5, 5), '0 %');
    assert.is(formatChangeRatio(0, 1), '');
  },
});
