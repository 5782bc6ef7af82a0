import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { claimJob, holdChange, releaseChange, usedUpChange } from './claim-job.ts';
import { submittedJob } from './job.test-data.ts';
import type { Job } from './job.ts';
import { changedJob } from './job-change.ts';
import { isTerminal, JOB_STATUSES } from './job-status.ts';
import { queueMessage } from './queue-message.ts';

const now = '2026-11-22T10:03:00.000Z';
const job: Job = { ...submittedJob(), turn: 3, sentTurn: 2 };

const claim = (seen: Job, message = queueMessage(seen), at = now) =>
  claimJob({ job: seen, message, leaseId: 'w1', leaseSeconds: 300, now: at, retentionDays: 30 });
function claimed(seen: Job): Job {
  const decision = claim(seen);
  if (decision.kind !== 'claim') throw new Error(decision.kind);
  return changedJob(seen, decision.change);
}

check('a claim', {
  'takes the job until the message comes back, and notes that its message was sent': () => {
    const { status, attempts, sentTurn, lease, startedAt } = claimed(job);
    assert.equal([status, attempts, sentTurn, startedAt], ['starting', 1, 3, now]);
    assert.equal(lease, { id: 'w1', until: '2026-11-22T10:08:00.000Z' });
  },
  'of a job that was begun before leaves its status and beginning': () => {
    const begun: Job = { ...job, status: 'running', startedAt: '2026-11-22T10:01:00.000Z' };
    const { status, startedAt } = claimed(begun);
    assert.equal([status, startedAt], ['running', begun.startedAt]);
  },
  'is the first of its turn once': () => {
    const first = claim(job);
    assert.is(first.kind === 'claim' && first.isFirst, true);
    const second = claim(changedJob(claimed(job), releaseChange(now)));
    assert.is(second.kind === 'claim' && second.isFirst, false);
  },
  'is refused for a job that has ended, a message that is void or used up, and one of another queue': () => {
    const reason = (decision: ReturnType<typeof claim>) => decision.kind === 'drop' && decision.reason;
    for (const status of JOB_STATUSES.filter(isTerminal)) assert.is(reason(claim({ ...job, status })), 'job-has-ended');
    assert.is(reason(claim(job, { ...queueMessage(job), turn: 2 })), 'void-turn');
    assert.is(reason(claim({ ...job, attempts: 2, sentTurn: job.turn - 1 }, queueMessage(job))), 'used-up');
    assert.is(reason(claim(job, { ...queueMessage(job), queue: 'rigging' })), 'other-queue');
  },
  'waits for a record that is older than the message': () => {
    assert.equal(claim(job, { ...queueMessage(job), turn: 4 }), { kind: 'wait', seconds: 5 });
  },
  'waits as long as another holder may have it, and no longer': () => {
    const held = claimed(job);
    assert.equal(claim(held, queueMessage(held), '2026-11-22T10:07:59.500Z'), { kind: 'wait', seconds: 1 });
    assert.is(claim(held, queueMessage(held), '2026-11-22T10:08:00.000Z').kind, 'claim');
  },
  'ends a job whose time is up': () => {
    const due = { ...job, deadlineAt: now };
    const decision = claim(due);
    assert.is(decision.kind === 'expire' && changedJob(due, decision.change).status, 'expired');
  },
});

check('the holder', {
  'makes its lease longer with what it reports, and is at work with the first progress': () => {
    const report = { leaseId: 'w1', leaseSeconds: 300, now: '2026-11-22T10:04:00.000Z' };
    assert.is(changedJob(claimed(job), holdChange(report)).status, 'starting');
    const working = changedJob(claimed(job), holdChange({ ...report, progress: { stage: 'matte', ratio: 0.5 } }));
    assert.equal([working.status, working.lease?.until], ['running', '2026-11-22T10:09:00.000Z']);
  },
  'that gives it back at its last receive leaves a job that counts as not sent': () => {
    const left = changedJob(claimed(job), usedUpChange(3, now));
    assert.equal([left.sentTurn, left.lease, left.attempts], [2, undefined, 1]);
  },
});
