import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { comparedText, compareRuns } from './compare-lines.ts';

const sample = (p50: number, p95: number) => ({ mean: 0, p50, p90: 0, p95, p99: 0, max: 0, count: 5 });

check('a replay beside its simulation', {
  'is compared by the waits of each queue and the turnaround, which both have seen': () => {
    const simulated = {
      samples: {
        queue_wait_seconds: sample(1, 2),
        'queue_wait_seconds{queue=generation}': sample(100, 200),
        'queue_wait_seconds{queue=rigging}': sample(0, 0),
        turnaround_seconds: sample(400, 500),
        cold_start_wait_seconds: null,
      },
    };
    const measured = {
      samples: {
        'queue_wait_seconds{queue=generation}': sample(110, 190),
        'queue_wait_seconds{queue=rigging}': sample(2, 3),
        turnaround_seconds: null,
      },
    };
    const rows = compareRuns(simulated, measured);
    assert.equal(
      rows.map(({ metric, statistic, differenceRatio }) => [metric, statistic, differenceRatio?.toFixed(3)]),
      [
        ['queue_wait_seconds{queue=generation}', 'p50', '0.100'],
        ['queue_wait_seconds{queue=generation}', 'p95', '-0.050'],
        ['queue_wait_seconds{queue=rigging}', 'p50', undefined],
        ['queue_wait_seconds{queue=rigging}', 'p95', undefined],
      ],
    );
    assert.is(
      comparedText(rows.slice(0, 3)),
      `                                           simulated   measured difference
queue_wait_seconds{queue=generation}  p50      100.0      110.0    +10.0 %
queue_wait_seconds{queue=generation}  p95      200.0      190.0     -5.0 %
queue_wait_seconds{queue=rigging}     p50        0.0        2.0`,
    );
  },
});
