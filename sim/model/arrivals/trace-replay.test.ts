import * as assert from 'uvu/assert';
import { check, near } from '../../../test/kit/check.ts';
import { createTraceReplay, tracePeriodSeconds } from './trace-replay.ts';

function timesOf(times: readonly number[], repeat?: number): number[] {
  const next = createTraceReplay({ times: Float64Array.from(times), repeat });
  const seen: number[] = [];
  for (let seconds = next(); seconds < Infinity; seconds = next()) seen.push(seconds);
  return seen;
}

check('createTraceReplay', {
  'plays the times as they are': () => assert.equal(timesOf([0, 4, 4, 6.5]), [0, 4, 4, 6.5]),
  'goes on one mean gap after the end': () => assert.equal(timesOf([0, 4, 6], 2), [0, 4, 6, 9, 13, 15]),
  'keeps the rate of the trace over many repetitions': () => {
    const times = timesOf([0, 1, 2, 10], 500);
    near((times.length - 1) / times.at(-1)!, 3 / 10, 1e-12);
  },
  'plays a trace of one arrival': () => assert.equal(timesOf([0], 3), [0, 0, 0]),
  'plays nothing when there is nothing': () => assert.equal(timesOf([], 3), []),
});

check('tracePeriodSeconds', {
  'is the last time plus a mean gap': () => assert.is(tracePeriodSeconds(Float64Array.of(0, 4, 6)), 9),
});
