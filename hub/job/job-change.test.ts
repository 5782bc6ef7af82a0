import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { submittedJob } from './job.test-data.ts';
import { changedJob, updateOf } from './job-change.ts';

const job = submittedJob();
const now = '2026-11-22T10:03:00.000Z';
const lease = { id: 'w1', until: now };

/** Every name and value that a text uses is given, and no other: DynamoDB refuses both. */
function isComplete({ UpdateExpression, ConditionExpression, ...given }: ReturnType<typeof updateOf>): void {
  const text = `${UpdateExpression} ${ConditionExpression}`;
  const used = (sign: string) => [...new Set(text.match(new RegExp(`\\${sign}\\w+`, 'g')) ?? [])].sort();
  assert.equal(used('#'), Object.keys(given.ExpressionAttributeNames).sort());
  assert.equal(used(':'), Object.keys(given.ExpressionAttributeValues).sort());
}

check('a change of a job', {
  'writes what it names, and asks that nobody wrote since': () => {
    const update = updateOf(
      { kind: 'seen', job },
      { set: { status: 'running', updatedAt: now }, remove: ['progress'] },
    );
    assert.is(update.UpdateExpression, 'SET #status = :status, #updatedAt = :updatedAt REMOVE #progress');
    assert.is(
      update.ConditionExpression,
      '#turn = :seenTurn AND #attempts = :seenAttempts AND #status = :seenStatus AND attribute_not_exists(#lease)',
    );
    assert.equal(update.ExpressionAttributeValues, {
      ':status': 'running',
      ':updatedAt': now,
      ':seenTurn': 1,
      ':seenAttempts': 0,
      ':seenStatus': 'queued',
    });
    isComplete(update);
  },
  'of a job that somebody has asks that it is still the same holder, and has not beaten since': () => {
    const update = updateOf({ kind: 'seen', job: { ...job, lease } }, { set: { updatedAt: now }, remove: ['lease'] });
    assert.match(update.ConditionExpression, /#lease.#id = :seenLease AND #lease.#until = :seenUntil$/);
    isComplete(update);
  },
  'by the holder asks for its lease, however long that was made since': () => {
    const update = updateOf({ kind: 'holder', turn: 4, leaseId: 'w1' }, { set: { lease } });
    assert.is(update.ConditionExpression, '#turn = :seenTurn AND #lease.#id = :seenLease');
    isComplete(update);
  },
  'records a manifest beside those that are there': () => {
    const manifest = { stage: 'matte', key: 'k2' } as const;
    const update = updateOf({ kind: 'seen', job }, { set: { updatedAt: now }, manifest });
    assert.match(update.UpdateExpression, /#manifests.#stage = :manifestKey/);
    isComplete(update);
    const before = { ...job, manifests: { 'text-to-image': 'k1' } };
    assert.equal(changedJob(before, { set: {}, manifest }).manifests, { 'text-to-image': 'k1', matte: 'k2' });
  },
  'leaves no trace of what it takes away': () => {
    assert.equal(changedJob({ ...job, lease }, { set: {}, remove: ['lease'] }), job);
  },
});
