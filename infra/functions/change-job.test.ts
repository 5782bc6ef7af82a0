import * as assert from 'uvu/assert';
import type { JobChange } from '../../hub/job/advance-job.ts';
import { type Job, newJob } from '../../hub/job/job.ts';
import { jobIdOf } from '../../hub/job/job-id.ts';
import { check } from '../../test/kit/check.ts';
import { createHubOnMoto } from '../../test/moto/hub-on-moto.ts';
import { changeJobIn } from './change-job.ts';

const job: Job = {
  ...newJob({
    jobId: jobIdOf(new Uint8Array(16)),
    ownerId: 'ada',
    request: { prompt: 'a fox' },
    firstQueue: 'generation',
    now: '2026-11-22T10:00:00.000Z',
    retentionDays: 30,
  }),
  status: 'running',
};
const change: JobChange = {
  status: 'running',
  queue: 'rigging',
  updatedAt: '2026-11-22T10:05:00.000Z',
  manifest: { stage: 'image-to-3d', key: 'a-key' },
};

/** What becomes of the change, decided on `job`, when this is what the table holds by then. */
async function changeOf(stored: Job | undefined) {
  const hub = await createHubOnMoto([]);
  if (stored !== undefined) await hub.putItem(stored);
  const result = await changeJobIn({ client: hub.table, tableName: hub.tableName })(job, change);
  return { result, item: await hub.itemOf(job.jobId) };
}

check('a change', {
  'is written to the job it was decided on, and touches nothing else': async () => {
    const beside = { attempts: 2, manifests: { matte: 'another-key' } };
    const { result, item } = await changeOf({ ...job, ...beside } as Job);
    assert.is(result, 'changed');
    const { manifest, ...attributes } = change;
    const manifests = { matte: 'another-key', [manifest.stage]: manifest.key };
    assert.equal(item, { ...job, ...beside, ...attributes, manifests });
  },
  'is not written when the status has moved': async () => {
    const stored: Job = { ...job, status: 'canceled' };
    assert.equal(await changeOf(stored), { result: 'moved', item: stored });
  },
  'is not written when the queue has moved': async () => {
    const stored: Job = { ...job, queue: 'packing' };
    assert.equal(await changeOf(stored), { result: 'moved', item: stored });
  },
  'brings no job back that is gone': async () => {
    assert.equal(await changeOf(undefined), { result: 'moved', item: undefined });
  },
});
