import * as assert from 'uvu/assert';
import { METRIC_NAMES } from '../../hub/gate/metric-names.ts';
import { check, near } from '../../test/kit/check.ts';
import type { Bill } from '../cost/bill.ts';
import { HAND_JOBS, HAND_RECORD } from '../measure/record.test-data.ts';
import { regionLatencies } from '../model/delivery/region-latency.ts';
import type { RunRecord } from '../model/run-record.ts';
import { measureRun } from './run-metrics.ts';
import { studyInput } from './study-input.test-data.ts';

const RULE = { min: 2, max: 2, precisionRatio: 0.01 };
const INPUT = studyInput(RULE);
const BILL: Bill = {
  lines: [
    { item: 'instance-hours', category: 'useful', market: 'spot', group: 'g', quantity: 2, unit: 'h', nanoUsd: 5e8 },
    { item: 'api', category: 'requests', quantity: 7, unit: 'request', nanoUsd: 1e8 },
  ],
  totalNanoUsd: 6e8,
  byCategory: { useful: 5e8, redo: 0, idle: 0, boot: 0, drain: 0, storage: 0, requests: 1e8, delivery: 0, fixed: 0 },
  byMarket: { spot: 5e8, onDemand: 0, none: 1e8 },
  finishedCount: 2,
  usdPerCharacter: 0.3,
  spotUsdPerCharacter: 0.2,
  onDemandUsdPerCharacter: 0.4,
  floorUsdPerCharacter: 0.1,
};
const measure = (record: RunRecord = HAND_RECORD, input = INPUT) => measureRun(input, record, BILL);

/** `value(sample('queue_wait_seconds'))`: mean, max and count. */
function seen(name: string, record?: RunRecord, input?: typeof INPUT) {
  const { samples } = measure(record, input);
  assert.ok(name in samples, `no sample ${name} in ${Object.keys(samples)}`);
  const summary = samples[name];
  return summary ? [summary.mean, summary.max, summary.count] : null;
}
const withWarmup = (seconds: number) => studyInput(RULE, { warmup: { kind: 'seconds', seconds } });

check('the samples of three jobs', {
  'waits: 30, 0 and 60 s in the first queue, 10 and 40 s in the second': () => {
    assert.equal(seen('queue_wait_seconds{queue=generation}'), [30, 60, 3]);
    assert.equal(seen('queue_wait_seconds{queue=rigging}'), [25, 40, 2]);
  },
  'without a label the waits of all queues are pooled': () => assert.equal(seen('queue_wait_seconds'), [28, 60, 5]),
  'turnaround is of finished jobs: 150 and 300 s': () => assert.equal(seen('turnaround_seconds'), [225, 300, 2]),
  'time to result adds what distance costs, region by region': () => {
    const overhead = (name: string) =>
      regionLatencies(INPUT.plan).find(entry => entry.region === name)!.overheadSeconds;
    assert.equal(seen('time_to_result_seconds{region=us-east}'), [
      150 + overhead('us-east'),
      150 + overhead('us-east'),
      1,
    ]);
    assert.equal(seen('time_to_result_seconds{region=japan}'), [300 + overhead('japan'), 300 + overhead('japan'), 1]);
    near(seen('time_to_result_seconds')![0]!, 225 + (overhead('us-east') + overhead('japan')) / 2, 1e-9);
  },
  'cold starts: one job of three waited 25 s for its instance': () => {
    near(seen('cold_start_wait_seconds')![0]!, 25 / 3, 1e-9);
    near(measure().scalars.cold_start_ratio!, 1 / 3, 1e-12);
  },
  'a job that never started is in no wait and no cold start': () => {
    const startedSeconds = Float64Array.of(30, 70, 10, 140, Number.NaN, Number.NaN);
    const record = { ...HAND_RECORD, jobs: { ...HAND_JOBS, startedSeconds } };
    assert.equal(seen('queue_wait_seconds{queue=generation}', record), [15, 30, 2]);
    assert.equal(seen('cold_start_wait_seconds', record), [12.5, 25, 2]);
    assert.is(measure(record).scalars.cold_start_ratio, 0.5);
  },
  'nothing observed is null': () => {
    const record = { ...HAND_RECORD, jobs: { ...HAND_JOBS, outcome: Uint8Array.of(0, 2, 3) } };
    assert.is(seen('turnaround_seconds', record), null);
    assert.is(seen('time_to_result_seconds{region=japan}', record), null);
    assert.is(measure({ ...record, sessions: [] }).scalars.utilization_ratio, null);
  },
});

check('the numbers of three jobs', {
  'jobs by how they ended; those turned away are no jobs': () => {
    const { scalars } = measure();
    const { jobs_submitted, jobs_finished, jobs_unfinished, jobs_rejected, redelivered_messages } = scalars;
    assert.equal(
      [jobs_submitted, jobs_finished, jobs_unfinished, jobs_rejected, redelivered_messages],
      [3, 2, 1, 4, 3],
    );
  },
  'submitted = finished + unfinished + dead-lettered + canceled': () => {
    for (const outcomes of [
      [0, 1, 2],
      [3, 3, 1],
      [2, 2, 2],
    ]) {
      const endedSeconds = Float64Array.of(150, 310, 350);
      const jobs = { ...HAND_JOBS, endedSeconds, outcome: Uint8Array.from(outcomes) };
      const { scalars } = measure({ ...HAND_RECORD, jobs });
      const { jobs_finished, jobs_unfinished, jobs_dead_lettered, jobs_canceled } = scalars;
      const counts = [jobs_unfinished, jobs_finished, jobs_dead_lettered, jobs_canceled];
      assert.equal(
        counts,
        [0, 1, 2, 3].map(code => outcomes.filter(outcome => outcome === code).length),
      );
      assert.is(scalars.jobs_submitted, 3);
    }
  },
  'an outcome nobody knows is a defect': () =>
    assert.throws(() => measure({ ...HAND_RECORD, jobs: { ...HAND_JOBS, outcome: Uint8Array.of(1, 1, 9) } }), /3 jobs/),
  'instances: 2 at most, since one Spot instance ends as the next starts': () => {
    const { scalars } = measure();
    assert.is(scalars.instances_peak, 2);
    assert.is(scalars['instances_peak{market=spot}'], 1);
    assert.is(scalars['instances_peak{market=on-demand}'], 1);
  },
  'utilization: 210 useful seconds of 600; 70 s redone': () => {
    assert.is(measure().scalars.utilization_ratio, 0.35);
    assert.is(measure().scalars.redone_seconds, 70);
    assert.is(measure().scalars.interruptions, 1);
  },
  'money comes from the bill, in dollars': () => {
    const { scalars, costLines, usdByCategory } = measure();
    assert.is(scalars.cost_usd_total, 0.6);
    assert.is(scalars.cost_usd_per_character_floor, 0.1);
    assert.equal(usdByCategory, {
      ...Object.fromEntries(Object.keys(BILL.byCategory).map(category => [category, 0])),
      useful: 0.5,
      requests: 0.1,
    });
    assert.equal([costLines[1]!.market, costLines[1]!.group, costLines[1]!.usd], [null, null, 0.1]);
  },
  'every metric of the list is measured, and no other': () => {
    const { samples, scalars } = measure();
    const names = new Set([...Object.keys(samples), ...Object.keys(scalars)].map(name => name.split('{')[0]!));
    assert.equal([...names].sort(), [...METRIC_NAMES].sort());
  },
});

check('the warm-up period', {
  'leaves out jobs submitted before its end, but not their cost and count': () => {
    const { scalars, samples, warmupDeletedCount } = measure(HAND_RECORD, withWarmup(15));
    assert.is(warmupDeletedCount, 2);
    assert.is(samples.turnaround_seconds, null);
    assert.is(scalars.cold_start_ratio, 0);
    assert.is(scalars.jobs_finished, 2);
    assert.is(scalars.cost_usd_total, 0.6);
    assert.equal(seen('queue_wait_seconds', HAND_RECORD, withWarmup(15)), [60, 60, 1]);
  },
  'may be longer than the run': () => assert.is(seen('queue_wait_seconds', HAND_RECORD, withWarmup(1000)), null),
});
