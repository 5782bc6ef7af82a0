import * as fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import type { JobColumns, RunRecord } from '../model/run-record.ts';
import { HAND_JOBS, HAND_RECORD } from './record.test-data.ts';
import { roundStep } from './round-step.ts';
import { waitProfile } from './wait-profile.ts';

/** One queue; NaN: never started. */
function recordOf(starts: readonly (readonly [queued: number, started: number])[]): RunRecord {
  const jobs: JobColumns = {
    ...HAND_JOBS,
    count: starts.length,
    queueCount: 1,
    queuedSeconds: Float64Array.from(starts, ([queued]) => queued),
    startedSeconds: Float64Array.from(starts, ([, started]) => started),
  };
  return { ...HAND_RECORD, queueNames: ['only'], jobs };
}

const sumOf = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);
const filled = (values: readonly (number | null)[]) =>
  values.flatMap((value, bin) => (value === null || value === 0 ? [] : [`${bin}: ${value}`]));

check('round steps', {
  'are the narrowest that fit': () => {
    assert.equal([roundStep(11_160, 240), roundStep(0, 60), roundStep(59.9, 60), roundStep(60, 60)], [60, 0.01, 1, 2]);
  },
  'are whole days above a day': () => assert.is(roundStep(86_400 * 366, 240), 2 * 86_400),
  'always fit': () => {
    void fc.assert(
      fc.property(fc.double({ min: 0, max: 1e9, noNaN: true }), fc.integer({ min: 1, max: 500 }), (span, countMax) =>
        assert.ok(Math.floor(span / roundStep(span, countMax)) < countMax),
      ),
    );
  },
});

check('the profile of waits', {
  'of a run by hand': () => {
    // Waits of 30, 0 and 60 s that began at 30, 10 and 80 s; 10 and 40 s that began at 70 and 140 s, and one never.
    const { timeBinSeconds, waitBinSeconds, queues } = waitProfile(HAND_RECORD);
    const [generation, rigging] = queues;
    assert.equal([timeBinSeconds, waitBinSeconds], [1, 2]);
    assert.equal(filled(generation!.startedCounts), ['10: 1', '30: 1', '80: 1']);
    assert.equal(filled(generation!.p50Seconds), ['30: 30', '80: 60']);
    assert.is(generation!.p50Seconds[10], 0);
    assert.is(generation!.p50Seconds[11], null);
    assert.equal(filled(generation!.waitCounts), ['0: 1', '15: 1', '30: 1']);
    assert.equal(filled(rigging!.p95Seconds), ['70: 10', '140: 40']);
    assert.equal(filled(rigging!.waitCounts), ['5: 1', '20: 1']);
  },
  'has the median and the p95 of those who began together': () => {
    const waits = Array.from({ length: 101 }, (_, wait) => [1000 - wait, 1000] as const);
    const [queue] = waitProfile(recordOf(waits)).queues;
    assert.equal([queue!.p50Seconds.at(-1), queue!.p95Seconds.at(-1), queue!.startedCounts.at(-1)], [50, 95, 101]);
  },
  'of nothing is empty': () => {
    const [queue] = waitProfile(recordOf([[5, Number.NaN]])).queues;
    assert.equal(queue, { startedCounts: [], p50Seconds: [], p95Seconds: [], waitCounts: [] });
  },
  'has every job that started in one bin of each, and few bins': () => {
    const start = fc.tuple(fc.double({ min: 0, max: 1e6, noNaN: true }), fc.double({ min: 0, max: 1e6, noNaN: true }));
    void fc.assert(
      fc.property(fc.array(start, { minLength: 1 }), pairs => {
        const [queue] = waitProfile(recordOf(pairs.map(([queued, wait]) => [queued, queued + wait]))).queues;
        assert.is(sumOf(queue!.startedCounts), pairs.length);
        assert.is(sumOf(queue!.waitCounts), pairs.length);
        assert.ok(queue!.startedCounts.length <= 240 && queue!.waitCounts.length <= 60);
      }),
    );
  },
});
