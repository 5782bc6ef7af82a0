import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import type { JobColumns } from '../model/run-record.ts';
import { HAND_JOBS } from './record.test-data.ts';
import { warmupDeletionCount } from './warmup-deletion.ts';

/** Finished jobs, one a second, with these turnarounds; NaN leaves a job open. */
function jobsTaking(turnarounds: readonly number[]): JobColumns {
  return {
    ...HAND_JOBS,
    count: turnarounds.length,
    submittedSeconds: Float64Array.from(turnarounds, (_, job) => job),
    endedSeconds: Float64Array.from(turnarounds, (turnaround, job) => job + turnaround),
    outcome: Uint8Array.from(turnarounds, turnaround => (Number.isNaN(turnaround) ? 0 : 1)),
  };
}
const repeat = (count: number, value: number): number[] => new Array(count).fill(value);

check('warmupDeletionCount', {
  'none deletes none': () => assert.is(warmupDeletionCount(HAND_JOBS, { kind: 'none' }), 0),
  'seconds deletes jobs submitted before, not at, that time': () => {
    assert.is(warmupDeletionCount(HAND_JOBS, { kind: 'seconds', seconds: 0 }), 0);
    assert.is(warmupDeletionCount(HAND_JOBS, { kind: 'seconds', seconds: 20 }), 2);
    assert.is(warmupDeletionCount(HAND_JOBS, { kind: 'seconds', seconds: 21 }), 3);
  },
  'mser5 deletes a slow start of 5 jobs': () =>
    assert.is(warmupDeletionCount(jobsTaking([...repeat(5, 9), ...repeat(100, 1)]), { kind: 'mser5' }), 5),
  'mser5 deletes the open jobs among them, too': () => {
    const jobs = jobsTaking([9, 9, Number.NaN, 9, Number.NaN, 9, 9, ...repeat(100, 1)]);
    assert.is(warmupDeletionCount(jobs, { kind: 'mser5' }), 7);
  },
  'mser5 without a steady state is null': () => {
    assert.is(warmupDeletionCount(jobsTaking(repeat(49, 1)), { kind: 'mser5' }), null);
    const rising = Array.from({ length: 200 }, (_, job) => job * job);
    assert.is(warmupDeletionCount(jobsTaking(rising), { kind: 'mser5' }), null);
  },
});
