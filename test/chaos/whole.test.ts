/** A short round; `node test/chaos/run-whole.ts` is the whole one. */
import * as assert from 'uvu/assert';
import { jobViewSchema } from '../../hub/job/job-view-schema.ts';
import { JOB_EXAMPLE, RUNNING_EXAMPLE } from '../../hub/openapi/examples.ts';
import { check } from '../kit/check.ts';
import { contradictions } from './page-user.ts';
import { wholeRound } from './whole-round.ts';

const job = jobViewSchema.parse(RUNNING_EXAMPLE);
const queued = jobViewSchema.parse(JOB_EXAMPLE);

check('a page', {
  'notices what cannot both be true of one job': () => {
    const ended = { ...job, status: 'succeeded' as const };
    const found = [
      contradictions(job, { ...job, job_id: 'a'.repeat(26) }),
      contradictions(job, { ...job, status: 'starting' }),
      contradictions(ended, { ...ended, status: 'canceled' }),
      contradictions(job, { ...job, cost_usd: 0 }),
      contradictions(queued, { ...queued, queue_position: 7 }),
    ];
    assert.equal(
      found.map(({ length }) => length),
      [1, 1, 1, 1, 1],
    );
    assert.equal([contradictions(queued, job), contradictions(job, ended), contradictions(ended, ended)].flat(), []);
  },
});

check('a hub whose API is killed, too, under users who poll', {
  'shows every page what is so, and makes one job of each submit': async () => {
    const report = await wholeRound({
      seed: 1,
      userCount: 2,
      jobsPerUser: 2,
      poisonCount: 0,
      workerCount: 2,
      receiveCountMax: 10,
      calmRatio: 4,
      secondsMax: 80,
    });
    assert.equal(report.faults, [], report.logFile);
    assert.is(report.succeeded + report.canceled >= 4, true);
    assert.ok(report.mischief.killApi > 0 && report.pages.sentAgain > 0, JSON.stringify(report));
  },
});
