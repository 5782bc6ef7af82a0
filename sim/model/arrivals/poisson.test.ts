import * as assert from 'uvu/assert';
import { check, near } from '../../../test/kit/check.ts';
import { createSubstream } from '../../engine/substream.ts';
import { kolmogorovDistance } from '../../measure/kolmogorov-distance.ts';
import type { OpenStream } from './arrival-process.ts';
import { createPoisson } from './poisson.ts';

const streams =
  (replication: number): OpenStream =>
  (purpose, entity = 0) =>
    createSubstream(11, replication, purpose, entity);

function timesOf(source: Parameters<typeof createPoisson>[0], replication = 0): number[] {
  const next = createPoisson(source, streams(replication));
  const times: number[] = [];
  for (let seconds = next(); seconds < Infinity; seconds = next()) times.push(seconds);
  return times;
}

check('createPoisson', {
  'has as much variance as mean in its counts': () => {
    const runCount = 5000;
    const counts: number[] = [];
    for (let run = 0; run < runCount; run += 1) {
      counts.push(timesOf({ ratePerHour: 30, untilSeconds: 3600 }, run).length);
    }
    const mean = counts.reduce((sum, count) => sum + count, 0) / runCount;
    const variance = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / (runCount - 1);
    // Four standard errors: sqrt(30 / 5000) of the mean, 30 x sqrt(2 / 5000) of the variance.
    near(mean, 30, 0.31);
    near(variance, 30, 2.4);
  },
  'has exponential gaps': () => {
    const times = timesOf({ ratePerSecond: 2, untilSeconds: 10_000 });
    const gaps = times.map((seconds, index) => seconds - (times[index - 1] ?? 0));
    const distance = kolmogorovDistance(gaps, gap => 1 - Math.exp(-2 * gap));
    assert.ok(distance < 1.95 / Math.sqrt(gaps.length), `distance ${distance}`);
  },
  'stops before untilSeconds': () => assert.ok(timesOf({ ratePerSecond: 50, untilSeconds: 10 }).at(-1)! < 10),
  'draws the same gaps at any rate, only faster': () => {
    const slow = timesOf({ ratePerHour: 3600, untilSeconds: 100 });
    const fast = timesOf({ ratePerSecond: 4, untilSeconds: 25 });
    assert.is(slow.length, fast.length);
    for (const [index, seconds] of slow.entries()) near(fast[index]! * 4, seconds, 1e-9);
  },
  'brings whole batches at one moment': () => {
    const single = timesOf({ ratePerSecond: 1, untilSeconds: 50 });
    const triple = timesOf({ ratePerSecond: 1, untilSeconds: 50, batchSize: 3 });
    assert.equal(
      triple,
      single.flatMap(seconds => [seconds, seconds, seconds]),
    );
  },
  'draws batches of at least one, of the mean asked for, without moving the gaps': () => {
    const batchSize = { kind: 'uniform', low: 0.5, high: 8.5 } as const;
    const single = timesOf({ ratePerSecond: 1, untilSeconds: 5000 });
    const batched = timesOf({ ratePerSecond: 1, untilSeconds: 5000, batchSize });
    assert.equal([...new Set(batched)], single);
    // Uniform on 1..8: mean 4.5, standard deviation 2.29, about 5000 batches.
    near(batched.length / single.length, 4.5, (4 * 2.3) / Math.sqrt(5000));
  },
});
