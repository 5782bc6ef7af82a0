/**
 * From a job that waits to the changed desired capacity, through CloudWatch. Parts, for an alarm of one datapoint of one
 * (SQS developer guide, 2023-05-05, and CloudWatch guide, 2023-05-18, for the minutes; the lag and the action are
 * assumptions of hub/catalog/assumptions.ts): rest of the minute U(0, 60), publication U(10, 60), until the alarm's next
 * look U(0, 60), action 3 s. Mean 30 + 35 + 30 + 3 = 98 s, from 13 to 183 s.
 */
import * as assert from 'uvu/assert';
import { check, near } from '../../test/kit/check.ts';
import { createSubstream } from '../engine/substream.ts';
import { kolmogorovDistance } from '../measure/kolmogorov-distance.ts';
import { runUntil, tinyWorld } from './test-world.ts';

const RUN_COUNT = 400;

function detectionSeconds(seed: number, evaluationPeriods: number): number {
  const arrivalSeconds = 600 + 60 * createSubstream(seed, 0, 'test', 0).uniform();
  const policy = {
    kind: 'step',
    name: 'wake',
    metric: 'visible',
    comparison: '>',
    threshold: 0,
    evaluationPeriods,
    steps: [{ lowerBound: 0, adjustment: 1 }],
  };
  const world = tinyWorld({
    base: { minCount: 0, maxCount: 1, policies: [policy] },
    arrivalsAtSeconds: [arrivalSeconds],
    assumptions: { metricPublishLagSecondsLow: 10, metricPublishLagSecondsHigh: 60, alarmActionSeconds: 3 },
    seed,
  });
  return runUntil(world, 1200).decisions[0]!.atSeconds - arrivalSeconds;
}

/** Sorted, on seeds 0, 1, 2, ... */
const delays = (evaluationPeriods: number) =>
  Array.from({ length: RUN_COUNT }, (_, seed) => detectionSeconds(seed, evaluationPeriods)).toSorted((a, b) => a - b);

/** P(sum <= x) on a grid of half seconds, by convolving the three uniform parts. */
function convolvedCdf(): (seconds: number) => number {
  const cell = 0.5;
  const uniform = (low: number, high: number) =>
    Array.from({ length: high / cell }, (_, index) => (index * cell >= low ? cell / (high - low) : 0));
  const convolve = (a: readonly number[], b: readonly number[]) => {
    const sum = new Array<number>(a.length + b.length - 1).fill(0);
    for (const [i, x] of a.entries()) for (const [j, y] of b.entries()) sum[i + j]! += x * y;
    return sum;
  };
  const density = convolve(convolve(uniform(0, 60), uniform(10, 60)), uniform(0, 60));
  const cumulated: number[] = [];
  for (const share of density) cumulated.push((cumulated.at(-1) ?? 0) + share);
  // Three cells' lower edges add up; their middles lie 1.5 cells higher.
  return seconds => cumulated[Math.min(cumulated.length - 1, Math.floor((seconds - 3 - 1.5 * cell) / cell))] ?? 0;
}

check('detection latency', {
  'of a 1-of-1 alarm has the distribution of its parts': () => {
    const sorted = delays(1);
    const cdf = convolvedCdf();
    // Exceeded once in a hundred samples of the right distribution; the seeds are fixed.
    const distance = kolmogorovDistance(sorted, cdf);
    assert.ok(distance < 1.63 / Math.sqrt(RUN_COUNT), `distance ${distance}`);
    const meanSeconds = sorted.reduce((sum, seconds) => sum + seconds, 0) / RUN_COUNT;
    // Variance (60^2 + 50^2 + 60^2) / 12 = 808: a standard error of 1.42 s.
    near(meanSeconds, 98, 4 * 1.42);
    assert.ok(sorted[0]! >= 13 && sorted.at(-1)! <= 183, `${sorted[0]} to ${sorted.at(-1)}`);
    assert.ok(sorted[0]! < 45 && sorted.at(-1)! > 150, `${sorted[0]} to ${sorted.at(-1)}`);
  },
  'grows by a minute for each further datapoint the alarm wants': () => {
    const mean = (sorted: readonly number[]) => sorted.reduce((sum, seconds) => sum + seconds, 0) / RUN_COUNT;
    // Only the last datapoint's lag counts, the others are long published: 2 x 60 s, and the noise of the draws.
    near(mean(delays(3)) - mean(delays(1)), 120, 8);
  },
});
