/** A short round; `node test/chaos/run-all.ts` is the whole one. */
import * as assert from 'uvu/assert';
import type { Job } from '../../hub/job/job.ts';
import { check } from '../kit/check.ts';
import { runChaos } from './run-chaos.ts';
import { unfinishedFault } from './unfinished.ts';

const job = (number: number, status: Job['status'], queue: string) =>
  ({ jobId: `id-${number}`, prompt: `figure ${number}`, status, queue }) as Job;

check('a round whose time is up', {
  'says so in one sentence, with where its jobs are': () => {
    const jobs = [
      job(1, 'succeeded', 'rigging'),
      job(2, 'queued', 'rigging'),
      job(3, 'running', 'generation'),
      job(4, 'queued', 'rigging'),
    ];
    const told =
      'stopped after 600 s with 3 of 4 jobs unfinished: 2 queued in rigging, 1 running in generation, such as figure 2 (id-2)';
    assert.is(unfinishedFault(jobs, 600.4), told);
    assert.is(unfinishedFault(jobs.slice(0, 1), 600), undefined);
  },
});

check('a hub whose workers are killed, noticed, cut off and mistaken', {
  'ends every job once, with all of its files, and gives what is poisonous to the dead letters': async () => {
    const report = await runChaos({
      seed: 1,
      jobCount: 8,
      poisonCount: 1,
      workerCount: 2,
      receiveCountMax: 10,
      secondsMax: 80,
    });
    assert.equal(report.faults, [], report.logFile);
    assert.equal([report.succeeded, report.failed], [7, 1]);
    const befallen = Object.values(report.mischief).reduce((sum, count) => sum + count, 0);
    assert.ok(befallen >= 5, `only ${befallen} things befell it`);
    assert.ok(report.edge.lost > 0 && report.edge.refused > 0);
  },
});
