import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { JOB_DEAD_LETTERED, JOB_OPEN, type RunRecord } from '../model/run-record.ts';
import { pollRhythm, tallyJobs } from './job-tally.ts';
import { testRecord } from './test-record.ts';

/** Stages 0 and 1 in queue 0, stages 2 and 3 in queue 1, as in the test plan. */
const QUEUE_OF_STAGE = [0, 0, 1, 1];
const tally = (record: RunRecord) => tallyJobs(record, 5, QUEUE_OF_STAGE);

/** Three jobs: finished; dead-lettered in queue 1 at 300 s; open, still in queue 0. */
function threeFates(): RunRecord {
  const record = testRecord(3);
  record.jobs.outcome.set([JOB_DEAD_LETTERED, JOB_OPEN], 1);
  record.jobs.endedSeconds[2] = Number.NaN;
  record.jobs.queuedSeconds[5] = Number.NaN;
  return record;
}

check('the rhythm of polls', {
  'halves the time left, but never below the shortest pause': () => {
    // 60 s before the end: after 30, 15, 7.5, 5 and 5 s
    assert.equal(pollRhythm(5), { nearCount: 5, nearSeconds: 60, farSeconds: 30 });
    // after 30, 15 and 15 s
    assert.is(pollRhythm(15).nearCount, 3);
  },
  'asks no more often far away than near': () => assert.is(pollRhythm(45).farSeconds, 45),
  'ends for a client that never pauses': () => assert.ok(pollRhythm(0).nearCount < 100),
});

check('the tally of jobs', {
  'counts finished jobs by region and their work by stage': () => {
    const record = testRecord(3);
    record.jobs.region[1] = 1;
    const { finishedByRegion, finishedStageSeconds, finishedCount, submittedCount } = tally(record);
    assert.equal(finishedByRegion, [2, 1]);
    assert.equal([...finishedStageSeconds], [30, 45, 180, 135]);
    assert.equal([finishedCount, submittedCount], [3, 3]);
  },
  'counts a queue as passed when the job went on or finished': () => {
    const { passedByQueue, finishedCount } = tally(threeFates());
    assert.equal(passedByQueue, [2, 1]);
    assert.is(finishedCount, 1);
  },
  'polls until the end, or until the horizon of an open job': () => {
    // 300 s: 5 + 240 / 30 = 13, twice; 3600 s: 5 + 3540 / 30 = 123
    const fates = threeFates();
    assert.is(tally(fates).pollCount, 13 + 13 + 123);
    // Each in its own region.
    fates.jobs.region[2] = 1;
    const { pollsByRegion, submittedByRegion, pollCount } = tally(fates);
    assert.equal(submittedByRegion, [2, 1]);
    assert.is(pollsByRegion[0]! + pollsByRegion[1]!, pollCount);
    assert.ok([13, 123].includes(pollsByRegion[1]!));
  },
  'leaves out the work of a queue the job did not pass': () => {
    const record = testRecord(1);
    record.jobs.queuedSeconds[0] = Number.NaN;
    assert.equal([...tally(record).finishedStageSeconds], [0, 0, 60, 45]);
    assert.equal(tally(record).passedByQueue, [0, 1]);
  },
});
