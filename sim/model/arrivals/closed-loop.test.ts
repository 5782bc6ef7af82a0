import * as assert from 'uvu/assert';
import { check, near } from '../../../test/kit/check.ts';
import { createSubstream } from '../../engine/substream.ts';
import type { OpenStream } from './arrival-process.ts';
import { type ClosedLoop, createClosedLoop } from './closed-loop.ts';

const open: OpenStream = (purpose, entity = 0) => createSubstream(17, 0, purpose, entity);
const REPAIR: ClosedLoop = { users: 6, thinkSeconds: { kind: 'exponential', mean: 50 } };

/** The machine-repair model: users break down after thinking, one repairman serves them in order. */
function simulateOneServer(loop: ClosedLoop, meanServiceSeconds: number, jobCountMax: number) {
  const process = createClosedLoop(loop, open, () => 0);
  const service = createSubstream(18, 0, 'service', 0);
  const line: { readonly user: number; readonly arrivedSeconds: number }[] = [];
  let freeSeconds = Infinity;
  let sojournSum = 0;
  let jobCount = 0;
  let seconds = 0;
  const startNext = () => {
    freeSeconds = line.length === 0 ? Infinity : seconds + service.exponential() * meanServiceSeconds;
  };
  while (jobCount < jobCountMax && (process.nextSeconds < Infinity || line.length > 0)) {
    if (process.nextSeconds <= freeSeconds) {
      seconds = process.nextSeconds;
      line.push({ user: process.nextUser, arrivedSeconds: seconds });
      process.advance();
      if (line.length === 1) startNext();
      assert.ok(line.length <= loop.users, 'a user has at most one job');
    } else {
      seconds = freeSeconds;
      const done = line.shift()!;
      sojournSum += seconds - done.arrivedSeconds;
      jobCount += 1;
      process.jobEnded(done.user, seconds);
      startNext();
    }
  }
  return { jobCount, throughputPerSecond: jobCount / seconds, meanSojournSeconds: sojournSum / jobCount };
}

/** M/M/1//N: P0 = 1 / sum N!/(N-n)! (service / think)^n; the server works (1 - P0) of the time. */
function repairThroughput(users: number, thinkSeconds: number, serviceSeconds: number): number {
  let term = 1;
  let sum = 1;
  for (let inSystem = 1; inSystem <= users; inSystem += 1) {
    term *= (users - inSystem + 1) * (serviceSeconds / thinkSeconds);
    sum += term;
  }
  return (1 - 1 / sum) / serviceSeconds;
}

check('createClosedLoop', {
  'has the throughput of the machine-repair model': () => {
    const run = simulateOneServer(REPAIR, 10, 200_000);
    const expected = repairThroughput(6, 50, 10);
    near(run.throughputPerSecond, expected, 0.01 * expected);
  },
  'keeps users = throughput x (thinking + in system)': () => {
    const run = simulateOneServer(REPAIR, 10, 200_000);
    near(run.throughputPerSecond * (50 + run.meanSojournSeconds), 6, 0.06);
  },
  'gives each user the jobs asked for, then stops': () => {
    const run = simulateOneServer({ ...REPAIR, jobsPerUser: 4 }, 10, 1000);
    assert.is(run.jobCount, 24);
  },
  'shows nobody while all wait for their jobs, and somebody after one has ended': () => {
    const process = createClosedLoop({ users: 1, thinkSeconds: { kind: 'constant', value: 5 } }, open, () => 2);
    assert.equal([process.nextSeconds, process.nextUser, process.nextRegion], [5, 0, 2]);
    process.advance();
    assert.equal([process.nextSeconds, process.nextUser], [Infinity, -1]);
    process.jobEnded(0, 42);
    assert.equal([process.nextSeconds, process.nextUser], [47, 0]);
  },
  "keeps a user's think times however slowly the jobs are served": () => {
    const thinkTimes = (serviceSeconds: number) => {
      const process = createClosedLoop({ ...REPAIR, users: 1 }, open, () => 0);
      return Array.from({ length: 5 }, () => {
        const submittedSeconds = process.nextSeconds;
        process.advance();
        process.jobEnded(0, submittedSeconds + serviceSeconds);
        return process.nextSeconds - submittedSeconds - serviceSeconds;
      });
    };
    const slow = thinkTimes(1000);
    for (const [index, seconds] of thinkTimes(1).entries()) near(slow[index]!, seconds, 1e-9);
    assert.is(new Set(slow).size, 5);
  },
});
