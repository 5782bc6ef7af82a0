import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { thresholdOf } from './gate.test-data.ts';
import { valuesOf } from './values-of.ts';

const VALUES = {
  turnaround_seconds: { mean: [1, 2], p95: [3, null], max: [5, 6] },
  'instances_peak{market=spot}': { mean: [7, 8] },
  instances_peak: { mean: [9, 10] },
};
const values = (subject: string) => valuesOf(thresholdOf(`${subject}<1`), VALUES);

check('valuesOf', {
  'takes the mean where no statistic is named': () => assert.equal(values('turnaround_seconds'), [1, 2]),
  'takes the statistic that is named, with its holes': () => assert.equal(values('p95(turnaround_seconds)'), [3, null]),
  'tells a label from none': () => {
    assert.equal(values('instances_peak{market=spot}'), [7, 8]);
    assert.equal(values('instances_peak'), [9, 10]);
    assert.equal(values('instances_peak{market=on-demand}'), []);
  },
  'the largest of a number per replication is among these numbers': () => {
    assert.equal(values('max(instances_peak)'), [9, 10]);
    assert.equal(values('max(turnaround_seconds)'), [5, 6]);
  },
  'is empty for what the study does not know': () => {
    assert.equal(values('cost_usd_total'), []);
    assert.equal(values('p50(turnaround_seconds)'), []);
  },
});
