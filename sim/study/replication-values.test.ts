import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { summarizeSample } from '../measure/summary.ts';
import { replicationValues } from './replication-values.ts';
import { summaryWith } from './summary.test-data.ts';

const waits = (...values: number[]) => summarizeSample(Float64Array.from(values));
const TWO = [
  summaryWith(0, { samples: { turnaround_seconds: waits(1, 2, 3) }, scalars: { cost_usd_total: 5 } }),
  summaryWith(1, { samples: { turnaround_seconds: null }, scalars: { cost_usd_total: null } }),
];

check('replicationValues', {
  'keeps each replication in its place, and a hole where it observed nothing': () =>
    assert.equal(replicationValues(TWO), {
      turnaround_seconds: {
        mean: [2, null],
        p50: [2, null],
        p90: [2.8, null],
        p95: [2.9, null],
        p99: [2.98, null],
        max: [3, null],
      },
      cost_usd_total: { mean: [5, null] },
    }),
  'a metric that the first did not observe is there all the same': () =>
    assert.equal(replicationValues([...TWO].reverse()).turnaround_seconds!.mean, [null, 2]),
  'is empty without replications': () => assert.equal(replicationValues([]), {}),
});
