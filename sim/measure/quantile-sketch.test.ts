/** The error that the sketch states, against exact quantiles of the same values. */
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check, near } from '../../test/kit/check.ts';
import { inputFrom } from '../../test/kit/simulate-text.ts';
import { simulate } from '../model/simulate.ts';
import { sampleJobs } from './job-samples.ts';
import {
  addToSketch,
  createSketch,
  mergeSketch,
  type QuantileSketch,
  SKETCH_ERROR_RATIO,
  summarizeSketch,
} from './quantile-sketch.ts';
import { type MetricSummary, summarizeSample } from './summary.ts';

const RUNS = { numRuns: 300, seed: 20_261_128 };

const sketchOf = (values: Iterable<number>): QuantileSketch => {
  const sketch = createSketch();
  for (const value of values) addToSketch(sketch, value);
  return sketch;
};

/** Times over nine decades, many of them equal, many of them 0. */
const times = fc.array(
  fc.oneof(
    fc.constant(0),
    fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
    fc.integer({ min: 1, max: 20 }),
    fc.double({ min: -6.9, max: 13.8, noNaN: true }).map(Math.exp),
  ),
  { minLength: 1, maxLength: 400 },
);

const QUANTILES = ['p50', 'p90', 'p95', 'p99'] as const;

function assertWithinError(told: MetricSummary, exact: MetricSummary): void {
  for (const each of QUANTILES) {
    // A millisecond: what lies below is told as 0.
    const allowed = SKETCH_ERROR_RATIO * exact[each] * (1 + 1e-9) + 1e-3 * SKETCH_ERROR_RATIO;
    assert.ok(Math.abs(told[each] - exact[each]) <= allowed, `${each}: ${told[each]} for ${exact[each]}`);
  }
  near(told.mean, exact.mean, 1e-9 * exact.mean);
  assert.is(told.max, exact.max);
  assert.is(told.count, exact.count);
}

check('a quantile sketch', {
  'is within its stated error of the exact quantiles, whatever the values': () =>
    fc.assert(
      fc.property(times, values => {
        assertWithinError(summarizeSketch(sketchOf(values))!, summarizeSample(Float64Array.from(values))!);
      }),
      RUNS,
    ),
  'is the same, bin by bin, from parts that are merged as from all values at once': () =>
    fc.assert(
      fc.property(times, fc.nat({ max: 400 }), (values, cut) => {
        const merged = sketchOf(values.slice(0, cut));
        mergeSketch(merged, sketchOf(values.slice(cut)));
        const whole = sketchOf(values);
        assert.equal(merged.bins, whole.bins);
        assert.is(merged.zeroCount, whole.zeroCount);
        assertWithinError(summarizeSketch(merged)!, summarizeSample(Float64Array.from(values))!);
      }),
      RUNS,
    ),
  'says what its error is': () => assert.is(summarizeSketch(sketchOf([1]))!.errorRatio, 0.001),
  'has seen nothing where nothing was added': () => assert.is(summarizeSketch(createSketch()), null),
  'tells less than a millisecond as 0': () => assert.is(summarizeSketch(sketchOf([0.0009, 0.0009]))!.p50, 0),
  'refuses what is no time': () => {
    for (const value of [Number.NaN, -1, 2e9]) assert.throws(() => addToSketch(createSketch(), value), /takes 0\.\./);
  },
});

check('sampleJobs', {
  'sketches the same metrics, each within the error of what it tells exactly': () => {
    const scenarioText = 'name: crowd\narrivals: [{ kind: flashCrowd, users: 3000, windowSeconds: 60 }]';
    const record = simulate(inputFrom({ scenarioText, seed: 1 }), 0);
    const overheads = record.regionNames.map((_, index) => index / 10);
    const exact = sampleJobs(record, 100, overheads);
    const sketched = sampleJobs(record, 100, overheads, 1000);
    assert.equal(Object.keys(sketched), Object.keys(exact));
    for (const [key, summary] of Object.entries(exact)) {
      assertWithinError(sketched[key]!, summary!);
      assert.is(summary!.errorRatio, undefined);
      assert.is(sketched[key]!.errorRatio, SKETCH_ERROR_RATIO);
    }
  },
});
