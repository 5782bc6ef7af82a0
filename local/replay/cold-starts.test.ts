import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { coldStarts } from './cold-starts.ts';

const member = (name: string, launchedSeconds: number, readySeconds: number) => ({
  worker: { name },
  launchedSeconds,
  readySeconds,
});
const attempt = (jobId: string, fromSeconds: number) => ({
  jobId,
  queue: 'q',
  fromSeconds,
  toSeconds: fromSeconds + 60,
});
const found = (
  members: Parameters<typeof coldStarts>[0],
  starts: Record<string, ReturnType<typeof attempt>[]>,
  queuedSeconds = 30,
) =>
  coldStarts(members, new Map(Object.entries(starts)), jobId => ({
    queuedSeconds,
    // The first in the order of workers is the first in time.
    startedSeconds: Math.min(
      ...Object.values(starts)
        .flat()
        .filter(each => each.jobId === jobId)
        .map(each => each.fromSeconds),
    ),
  })).map(({ jobId, seconds }) => [jobId, seconds]);

check('a job that waited for its worker to come up', {
  'is the first of that worker, from its coming or the launch on': () => {
    assert.equal(found([member('w', 10, 90)], { w: [attempt('a', 91), attempt('b', 151)] }), [['a', 60]]);
    assert.equal(found([member('w', 40, 90)], { w: [attempt('a', 91)] }), [['a', 50]]);
  },
  'did not wait for one that was ready before it came, or stood there from the beginning': () => {
    assert.equal(found([member('w', 10, 20)], { w: [attempt('a', 31)] }), []);
    assert.equal(found([member('w', 0, Number.NEGATIVE_INFINITY)], { w: [attempt('a', 31)] }), []);
  },
  'had not been taken by another before, and somebody saw it come': () => {
    const starts = { v: [attempt('a', 50)], w: [attempt('a', 91)] };
    assert.equal(found([member('w', 10, 90)], starts), []);
    assert.equal(found([member('w', 10, 90)], { w: [attempt('a', 91)] }, Number.NaN), []);
  },
  'is none where a worker got no job': () => assert.equal(found([member('w', 10, 90)], {}), []),
});
