/** A short round; `node test/chaos/run-whole.ts` is the whole one. */
import * as assert from 'uvu/assert';
import { check } from '../kit/check.ts';
import { wholeRound } from './whole-round.ts';

check('a hub whose API is killed, too, under users who poll', {
  'shows every page what is so, and makes one job of each submit': async () => {
    const report = await wholeRound({
      seed: 1,
      userCount: 3,
      jobsPerUser: 2,
      poisonCount: 0,
      workerCount: 2,
      receiveCountMax: 10,
      calmRatio: 4,
      secondsMax: 80,
    });
    assert.equal(report.faults, [], report.logFile);
    assert.is(report.succeeded + report.canceled >= 6, true);
    assert.ok(report.mischief.killApi > 0 && report.pages.sentAgain > 0, JSON.stringify(report));
  },
});
