import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { cancelJob, exhaustedChange, expiredChange, retryJob } from './end-job.ts';
import { submittedJob } from './job.test-data.ts';
import type { Job } from './job.ts';
import { changedJob } from './job-change.ts';
import { isTerminal, JOB_STATUSES } from './job-status.ts';

const now = '2026-11-23T10:00:00.000Z';
const when = { now, retentionDays: 30 };
const held: Job = {
  ...submittedJob(),
  status: 'running',
  lease: { id: 'w1', until: now },
  progress: { stage: 'matte', ratio: 0.5 },
};
const place = { aheadCount: 7, departedCount: 300 };

check('a job that ends', {
  'belongs to nobody, is not open, and is kept as long as an asset': () => {
    for (const change of [expiredChange(when), exhaustedChange(when), cancelJob(held, when)!]) {
      const ended = changedJob(held, change);
      assert.ok(isTerminal(ended.status));
      assert.equal(
        [ended.lease, ended.openShard, ended.progress, ended.finishedAt],
        [undefined, undefined, undefined, now],
      );
      assert.is(ended.expiresAt, Date.parse(now) / 1000 + 30 * 86_400);
    }
  },
  'because its message was given up says that it can be tried again': () => {
    assert.is(changedJob(held, exhaustedChange(when)).failure?.code, 'too-many-attempts');
  },
  'is not canceled afterwards': () => {
    for (const status of JOB_STATUSES) {
      assert.is(cancelJob({ ...held, status }, when) === undefined, isTerminal(status), status);
    }
  },
});

check('a retry', {
  'is for jobs that failed, were canceled or expired': () => {
    const kinds = JOB_STATUSES.map(status => {
      const retry = retryJob({ ...held, status }, { now, place, openDays: 7 });
      return retry.kind === 'retry' ? 'retry' : retry.reason;
    });
    assert.equal(kinds, ['open', 'open', 'open', 'succeeded', 'retry', 'retry', 'retry']);
  },
  'queues it at the end of the queue it stopped in, open again, with all it had made': () => {
    const failed = { ...changedJob(held, exhaustedChange(when)), queue: 'rigging', manifests: { 'image-to-3d': 'k' } };
    const retry = retryJob(failed, { now, place, openDays: 7 });
    if (retry.kind !== 'retry') throw new Error(retry.reason);
    const again = changedJob(failed, retry.change);
    const { status, queue, turn, sentTurn, attempts, openShard, failure, finishedAt, manifests } = again;
    assert.equal([status, queue, turn, sentTurn, attempts], ['queued', 'rigging', failed.turn + 1, failed.sentTurn, 0]);
    assert.equal([openShard, failure, finishedAt], [held.openShard, undefined, undefined]);
    assert.equal(manifests, { 'image-to-3d': 'k' });
    assert.equal(again.place, { since: now, ...place });
  },
  'has as long as the first try had': () => {
    const short = submittedJob({ request: { kind: 'character', prompt: 'a fox', expires_in: 600 } });
    const retry = retryJob({ ...short, status: 'expired' }, { now, place, openDays: 7 });
    assert.is(retry.kind === 'retry' && retry.change.set.deadlineAt, '2026-11-23T10:10:00.000Z');
  },
});
