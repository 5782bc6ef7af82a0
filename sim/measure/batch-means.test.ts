import * as assert from 'uvu/assert';
import { check, near } from '../../test/kit/check.ts';
import { createSubstream } from '../engine/substream.ts';
import { batchMeansInterval } from './batch-means.ts';
import { meanInterval } from './interval.ts';

/** AR(1) with mean 0, started in its steady state. */
function autoregressive(study: number, count: number, memory: number): Float64Array {
  const stream = createSubstream(3, 0, 'autoregressive', study);
  let level = stream.normal() / Math.sqrt(1 - memory * memory);
  return Float64Array.from({ length: count }, () => (level = memory * level + stream.normal()));
}

/** M/M/1 waits by Lindley's recursion, service mean 1, started in steady state; the true mean is load / (1 - load). */
function waits(study: number, count: number, load: number): Float64Array {
  const stream = createSubstream(4, 0, 'waits', study);
  const exponential = () => -Math.log(stream.uniform());
  let wait = stream.uniform() < load ? exponential() / (1 - load) : 0;
  return Float64Array.from({ length: count }, () => {
    const now = wait;
    wait = Math.max(0, wait + exponential() - exponential() / load);
    return now;
  });
}

function coverageRatio(studies: number, truth: number, intervalOf: (study: number) => [number, number]): number {
  let covered = 0;
  for (let study = 0; study < studies; study += 1) {
    const [low, high] = intervalOf(study);
    if (low <= truth && truth <= high) covered += 1;
  }
  return covered / studies;
}

function batchMeansPair(values: Float64Array): [number, number] {
  const { low, high } = batchMeansInterval(values, 0.95);
  return [low!, high!];
}

check('batchMeansInterval', {
  'of 1..8 in two batches is the interval of 2.5 and 6.5': () => {
    const series = Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8);
    assert.equal(batchMeansInterval(series, 0.95, 2), meanInterval([2.5, 6.5], 0.95));
  },
  'drops a remainder from the front': () => {
    const series = Float64Array.of(99, 1, 2, 3, 4, 5, 6, 7, 8);
    assert.equal(batchMeansInterval(series, 0.95, 2), meanInterval([2.5, 6.5], 0.95));
  },
  'makes twenty batches unless told otherwise': () => {
    assert.is(batchMeansInterval(new Float64Array(1000).fill(1), 0.95).count, 20);
  },
  'has no width with fewer than two values per batch': () => {
    const interval = batchMeansInterval(
      Float64Array.from({ length: 39 }, (_, i) => i),
      0.95,
    );
    assert.equal(interval, { mean: 19, halfWidth: null, low: null, high: null, count: 1 });
  },
  'refuses an empty series and a single batch': () => {
    assert.throws(() => batchMeansInterval(new Float64Array(), 0.95), /at least 1 value/);
    assert.throws(() => batchMeansInterval(new Float64Array(100), 0.95, 1), />= 2 of batches/);
  },
});

check('95 % batch means intervals cover the truth (fixed seeds, 400 runs, one standard error is 1.1 points)', {
  'AR(1), memory 0.9, 5,000 values: 95 of 100, give or take 3': () => {
    near(
      coverageRatio(400, 0, study => batchMeansPair(autoregressive(study, 5000, 0.9))),
      0.95,
      0.03,
    );
  },
  'the same series taken as independent values covers less than 50 of 100: why batches are there at all': () => {
    const ratio = coverageRatio(400, 0, study => {
      const { low, high } = meanInterval(autoregressive(study, 5000, 0.9), 0.95);
      return [low!, high!];
    });
    assert.ok(ratio < 0.5, `covered ${ratio}`);
  },
  'M/M/1 waits at load 0.8, 20,000 jobs: 90 to 96 of 100': () => {
    near(
      coverageRatio(400, 4, study => batchMeansPair(waits(study, 20_000, 0.8))),
      0.93,
      0.03,
    );
  },
  'M/M/1 waits at load 0.8, 2,000 jobs are too few for 20 batches: under 90 of 100, the documented limit': () => {
    const ratio = coverageRatio(400, 4, study => batchMeansPair(waits(study, 2000, 0.8)));
    assert.ok(ratio > 0.7 && ratio < 0.9, `covered ${ratio}`);
  },
});
