import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { usedUpChange } from './claim-job.ts';
import { JOB_ID, SUBMITTED_AT, submittedJob } from './job.test-data.ts';
import type { Job } from './job.ts';
import { changedJob } from './job-change.ts';
import { isTerminal, JOB_STATUSES } from './job-status.ts';
import { queuePosition } from './queue-place.ts';
import { mayHaveEnded, nextTurn, type RepairInput, repairJob } from './reconcile-job.ts';
import { JOB_RETENTION_SECONDS } from './retention.ts';
import { later } from './times.ts';

const queue = { receiveCountMax: 4, visibilityTimeoutSeconds: 300 };
const at = (seconds: number) => later(SUBMITTED_AT, seconds);
const unsent = submittedJob();
const waiting: Job = { ...unsent, sentTurn: 1 };
const held: Job = { ...waiting, status: 'running', attempts: 1, lease: { id: 'w1', until: at(300) } };
const endManifest = { jobId: JOB_ID, stage: 'image-to-3d', inputHash: '0'.repeat(64) } as const;

const repair = (job: Job, seconds: number, more: Partial<RepairInput> = {}) =>
  repairJob({ job, queue, now: at(seconds), retentionDays: 30, ...more });

check('a job whose message', {
  'was never sent gets one, once nobody can be sending it any more': () => {
    assert.is(repair(unsent, 59).kind, 'leave');
    const step = repair(unsent, 60);
    assert.is(step.kind === 'resend' && step.why, 'never-sent');
    assert.is(step.kind === 'resend' && changedJob(unsent, step.change).turn, 2);
  },
  'was used up by an interruption gets one at once': () => {
    const { lease: _, ...left } = changedJob(held, usedUpChange(1, at(30)));
    assert.is(repair(left, 31).kind, 'resend');
  },
  'lies in the queue is left alone until SQS has thrown it away': () => {
    assert.is(repair(waiting, JOB_RETENTION_SECONDS).kind, 'leave');
    const step = repair(waiting, JOB_RETENTION_SECONDS + 1);
    assert.is(step.kind === 'resend' && step.why, 'message-expired');
  },
  'was delivered as often as it may be has failed, when its last holder is surely gone': () => {
    const last: Job = { ...held, attempts: 4 };
    assert.is(repair(last, 301).kind, 'leave');
    assert.is(repair(last, 599).kind, 'leave');
    const step = repair(last, 600);
    assert.is(step.kind === 'end' && changedJob(last, step.change).failure?.code, 'too-many-attempts');
  },
});

check('a job that is open', {
  'goes on by the manifest it has stored, unless its worker is still about to say so': () => {
    assert.equal(repair(held, 300, { endManifest }), { kind: 'advance', manifest: endManifest });
    assert.is(repair(held, 299, { endManifest }).kind, 'leave');
    // It was done in time; that nobody noted it is no fault of its owner.
    assert.is(repair({ ...held, deadlineAt: at(200) }, 300, { endManifest }).kind, 'advance');
  },
  'is worth a look into the bucket when somebody had it and has it no longer': () => {
    assert.equal(
      [mayHaveEnded(waiting, at(9)), mayHaveEnded(held, at(9)), mayHaveEnded(held, at(300))],
      [false, false, true],
    );
    const { lease: _, ...released } = held;
    assert.is(mayHaveEnded(released, at(9)), true);
    assert.is(mayHaveEnded({ ...released, status: 'failed' }, at(9)), false);
  },
  'expires at its deadline, even if a worker has it': () => {
    const due = { ...held, deadlineAt: at(200) };
    assert.is(repair(due, 199).kind, 'leave');
    const step = repair(due, 200);
    assert.is(step.kind === 'end' && step.change.set.status, 'expired');
  },
});

check('a job that has ended', {
  'is left alone': () => {
    for (const status of JOB_STATUSES.filter(isTerminal)) {
      assert.is(repair({ ...held, status }, 10 * JOB_RETENTION_SECONDS, { endManifest }).kind, 'leave');
    }
  },
});

check('a new turn', {
  'keeps the position, and watches the queue from then on': () => {
    for (const departedCount of [100, 102, 110]) {
      const again = changedJob(waiting, nextTurn(waiting, at(90), departedCount));
      const state = { departedCount };
      assert.is(queuePosition(again, state, at(90)), queuePosition(waiting, state, at(90)));
      assert.equal([again.place.since, again.place.departedCount], [at(90), departedCount]);
    }
  },
  'knows nothing of the queue where nobody tells': () => {
    assert.equal(changedJob(waiting, nextTurn(waiting, at(90))).place, { ...waiting.place, since: at(90) });
  },
});
