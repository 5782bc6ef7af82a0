import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { submittedJob } from './job.test-data.ts';
import { expiresAt, jobSchema, newJob, OPEN_SHARDS, openShardOf } from './job.ts';
import { queueMessage, queueMessageSchema } from './queue-message.ts';

const now = '2026-11-22T10:00:00.000Z';
const jobId = 'gaytemzugu3doobzmfrggzdfmy';
const job = newJob({
  jobId,
  ownerId: 'ada',
  request: { kind: 'character', prompt: 'a fox', seed: 7 },
  requestHash: 'cafe',
  firstQueue: 'generation',
  place: { aheadCount: 4, departedCount: 100 },
  now,
  openDays: 30,
});

check('job', {
  'begins queued in the first queue with nothing made': () => {
    assert.equal(job, {
      jobId,
      ownerId: 'ada',
      kind: 'character',
      status: 'queued',
      queue: 'generation',
      turn: 1,
      sentTurn: 0,
      attempts: 0,
      prompt: 'a fox',
      seed: 7,
      requestHash: 'cafe',
      createdAt: now,
      updatedAt: now,
      deadlineAt: '2026-12-22T10:00:00.000Z',
      expiresAt: Date.UTC(2026, 11, 22, 10) / 1000,
      openShard: openShardOf(jobId),
      place: { since: now, aheadCount: 4, departedCount: 100 },
      manifests: {},
    });
  },
  'may be given less time by its caller, but not more than a job may be open': () => {
    const due = (expires_in: number) =>
      submittedJob({ request: { kind: 'character', prompt: 'a fox', expires_in } }).deadlineAt;
    assert.is(due(90), '2026-11-22T10:01:30.000Z');
    assert.is(due(20 * 86_400), '2026-11-29T10:00:00.000Z');
  },
  'of an upload has its key and no prompt': () => {
    const { inputKey, prompt } = submittedJob({
      request: { kind: 'rig', upload_id: 'a'.repeat(26) },
      inputKey: 'uploads/x/y',
    });
    assert.equal([inputKey, prompt], ['uploads/x/y', undefined]);
  },
  'falls into every shard of the open ones': () => {
    const shards = new Set([...'abcdefghijklmnopqrstuvwxyz234567'].map(openShardOf));
    assert.equal([...shards].sort(), [...OPEN_SHARDS]);
  },
  'is what the table schema wants': () => assert.equal(jobSchema.parse(job), job),
  'may have attributes of a newer version': () => assert.equal(jobSchema.parse({ ...job, mood: 'good' }), job),
  'is refused with a status or time of nobody': () => {
    assert.throws(() => jobSchema.parse({ ...job, status: 'done' }));
    assert.throws(() => jobSchema.parse({ ...job, createdAt: '22.11.2026' }));
    assert.throws(() => jobSchema.parse({ ...job, manifests: { sculpting: 'x' } }));
  },
  'stays for whole seconds and at least a day': () => {
    const start = Date.parse(now) / 1000;
    assert.is(expiresAt(now, 0), start + 86_400);
    assert.is(expiresAt(now, 0.5), start + 86_400);
    assert.is(expiresAt(now, 1.00001), start + 86_401);
    assert.is(expiresAt('2026-11-22T10:00:00.999Z', 7), start + 7 * 86_400);
  },
});

check('queue message', {
  'says who and where, not what': () => {
    const message = queueMessage({ ...job, queue: 'rigging', turn: 3 });
    assert.equal(message, { version: 1, jobId, queue: 'rigging', turn: 3 });
    assert.equal(queueMessageSchema.parse(JSON.parse(JSON.stringify(message))), message);
  },
  'is refused in a version that is not known': () => {
    assert.throws(() => queueMessageSchema.parse({ version: 2, jobId, queue: 'rigging', turn: 1 }));
  },
});
