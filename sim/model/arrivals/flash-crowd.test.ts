import * as assert from 'uvu/assert';
import { check, near } from '../../../test/kit/check.ts';
import { createSubstream } from '../../engine/substream.ts';
import { kolmogorovDistance } from '../../measure/kolmogorov-distance.ts';
import type { NextSeconds } from './arrival-process.ts';
import { createFlashCrowd } from './flash-crowd.ts';

function timesOf(users: number, windowSeconds: number, replication = 0): number[] {
  const next: NextSeconds = createFlashCrowd({ users, windowSeconds }, (purpose, entity = 0) =>
    createSubstream(7, replication, purpose, entity),
  );
  const times: number[] = [];
  for (let seconds = next(); seconds < Infinity; seconds = next()) times.push(seconds);
  return times;
}

check('createFlashCrowd', {
  'brings exactly the users asked for': () => {
    for (const users of [1, 2, 999, 10_000]) assert.is(timesOf(users, 60).length, users);
  },
  'brings them in order and within the window': () => {
    const times = timesOf(10_000, 60);
    assert.ok(times.every((seconds, index) => seconds >= (times[index - 1] ?? 0) && seconds <= 60));
  },
  'spreads them evenly over the window': () => {
    const times = timesOf(20_000, 60);
    assert.ok(kolmogorovDistance(times, seconds => seconds / 60) < 1.95 / Math.sqrt(20_000));
  },
  'places the k-th of n at the mean of the Beta distribution, k / (n + 1)': () => {
    const runCount = 4000;
    let sum = 0;
    for (let replication = 0; replication < runCount; replication += 1) sum += timesOf(9, 60, replication)[2]!;
    // Beta(3, 7) on 60 s has a standard deviation of 8.3 s: four standard errors of the mean are 0.52 s.
    near(sum / runCount, 18, 0.52);
  },
  'brings everybody at once when the window is nothing': () => assert.equal(timesOf(3, 0), [0, 0, 0]),
  'stays dry': () => {
    const next = createFlashCrowd({ users: 1, windowSeconds: 1 }, purpose => createSubstream(1, 0, purpose, 0));
    next();
    assert.equal([next(), next()], [Infinity, Infinity]);
  },
});
