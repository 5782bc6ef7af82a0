import * as assert from 'uvu/assert';
import { check, near } from '../../test/kit/check.ts';
import { createSubstream } from '../engine/substream.ts';
import { combineReplications, combineScalars, type MetricSummary, summarizeSample } from './summary.ts';

/** A summary whose statistics are all `level`, but for the p95. */
const summaryOf = (level: number, p95: number): MetricSummary => ({
  ...{ mean: level, p50: level, p90: level, p95, p99: level, max: level, count: 10 },
});

check('summarizeSample', {
  'of 1, 2, 3, 4, 10 (any order): mean 4, p50 3, p90 7.6, p95 8.8, p99 9.76, max 10': () => {
    const summary = summarizeSample(Float64Array.of(10, 2, 1, 4, 3))!;
    const { mean, p50, p90, p95, p99, max, count } = summary;
    [mean, p50, p90, p95, p99, max, count].forEach((value, i) => {
      near(value, [4, 3, 7.6, 8.8, 9.76, 10, 5][i]!, 1e-12);
    });
  },
  'of nothing is null, in JSON too': () => {
    assert.is(
      JSON.stringify({ cold_start_wait_seconds: summarizeSample(new Float64Array()) }),
      '{"cold_start_wait_seconds":null}',
    );
  },
});

check('combineReplications', {
  'averages each statistic, takes the largest max, and gives t intervals for mean and p95': () => {
    const combined = combineReplications([summaryOf(9, 20), summaryOf(10, 30), summaryOf(11, 40)])!;
    assert.equal([combined.mean, combined.p50, combined.p90, combined.p95, combined.p99], [10, 10, 10, 30, 10]);
    assert.is(combined.max, 11);
    // t(2) at 97.5 % is 4.302653; standard deviations 1 and 10, over sqrt(3).
    near(combined.ci95!.mean[0], 10 - 2.484_137_7, 1e-6);
    near(combined.ci95!.mean[1], 10 + 2.484_137_7, 1e-6);
    near(combined.ci95!.p95[0], 30 - 24.841_377, 1e-5);
    near(combined.ci95!.p95[1], 30 + 24.841_377, 1e-5);
  },
  'weighs a replication once, however many jobs it had': () => {
    const combined = combineReplications([
      { ...summaryOf(1, 1), count: 1 },
      { ...summaryOf(3, 3), count: 1_000_000 },
    ]);
    assert.is(combined!.mean, 2);
  },
  'of one replication has no interval, and of none is null': () => {
    assert.is(combineReplications([summaryOf(9, 20)])!.ci95, null);
    assert.is(combineReplications([]), null);
    assert.is(combineReplications([null, null]), null);
  },
  'leaves out replications that observed nothing, and says how many are left': () => {
    const combined = combineReplications([null, summaryOf(9, 20), null, summaryOf(11, 20)])!;
    assert.is(combined.mean, 10);
    assert.is(combined.replications, 2);
  },
  'equal replications give an interval without width': () => {
    assert.equal(combineReplications([summaryOf(0.1, 0.3), summaryOf(0.1, 0.3), summaryOf(0.1, 0.3)])!.ci95, {
      mean: [0.1, 0.1],
      p95: [0.3, 0.3],
    });
  },
  'its interval for p95 covers the p95 of the model: 93 to 97 of 100 studies of 20 replications of 500 jobs': () => {
    const truth = -Math.log(0.05);
    const studies = 600;
    let covered = 0;
    for (let study = 0; study < studies; study += 1) {
      const summaries = Array.from({ length: 20 }, (_, replication) => {
        const stream = createSubstream(8, replication, 'sojourn', study);
        return summarizeSample(Float64Array.from({ length: 500 }, () => -Math.log(stream.uniform())));
      });
      const [low, high] = combineReplications(summaries)!.ci95!.p95;
      if (low <= truth && truth <= high) covered += 1;
    }
    near(covered / studies, 0.95, 0.02);
  },
});

check('combineScalars', {
  'of 0.0061 and 0.0063: mean 0.0062 +- 12.706205 * 0.0001': () => {
    const { mean, ci95, min, max, replications } = combineScalars([0.0061, 0.0063])!;
    near(mean, 0.0062, 1e-15);
    near(ci95![0], 0.0062 - 12.706_204_7 * 0.0001, 1e-11);
    near(ci95![1], 0.0062 + 12.706_204_7 * 0.0001, 1e-11);
    assert.equal([min, max, replications], [0.0061, 0.0063, 2]);
  },
  'leaves out replications without a value, and says how many are left': () => {
    assert.equal(combineScalars([null, 3]), { mean: 3, ci95: null, min: 3, max: 3, replications: 1 });
    assert.is(combineScalars([null]), null);
  },
});
