import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { expiresAt, jobSchema, newJob } from './job.ts';
import { jobView } from './job-view.ts';
import { queueMessage, queueMessageSchema } from './queue-message.ts';

const now = '2026-11-22T10:00:00.000Z';
const jobId = 'gaytemzugu3doobzmfrggzdfmy';
const job = newJob({
  jobId,
  ownerId: 'ada',
  request: { prompt: 'a fox', seed: 7 },
  firstQueue: 'generation',
  now,
  retentionDays: 30,
});

check('job', {
  'begins queued in the first queue with nothing made': () => {
    assert.equal(job, {
      jobId,
      ownerId: 'ada',
      status: 'queued',
      queue: 'generation',
      prompt: 'a fox',
      seed: 7,
      createdAt: now,
      updatedAt: now,
      expiresAt: Date.UTC(2026, 11, 22, 10) / 1000,
      manifests: {},
    });
  },
  'is what the table schema wants': () => assert.equal(jobSchema.parse(job), job),
  'may have attributes of a newer version': () => assert.equal(jobSchema.parse({ ...job, attempts: 2 }), job),
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

check('job view', {
  'shows what is the owner’s and nothing of the hub': () => {
    assert.equal(jobView(job), {
      job_id: jobId,
      status: 'queued',
      prompt: 'a fox',
      seed: 7,
      created_at: now,
      updated_at: now,
      urls: { self: `/v1/jobs/${jobId}` },
    });
  },
  'has no field without a value': () => {
    const { seed: _, ...unseeded } = job;
    const fields = Object.keys(jobView({ ...unseeded, status: 'succeeded', finishedAt: now }));
    assert.equal(fields, ['job_id', 'status', 'prompt', 'created_at', 'updated_at', 'finished_at', 'urls']);
  },
});

check('queue message', {
  'says who and where, not what': () => {
    const message = queueMessage(jobId, 'rigging');
    assert.equal(message, { version: 1, jobId, queue: 'rigging' });
    assert.equal(queueMessageSchema.parse(JSON.parse(JSON.stringify(message))), message);
  },
  'is refused in a version that is not known': () => {
    assert.throws(() => queueMessageSchema.parse({ version: 2, jobId, queue: 'rigging' }));
  },
});
