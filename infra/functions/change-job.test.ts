import * as assert from 'uvu/assert';
import { submittedJob } from '../../hub/job/job.test-data.ts';
import type { Job } from '../../hub/job/job.ts';
import type { JobChange } from '../../hub/job/job-change.ts';
import { check } from '../../test/kit/check.ts';
import { createHubOnMoto } from '../../test/moto/hub-on-moto.ts';
import { changeJobIn } from './change-job.ts';

const lease = { id: 'w1', until: '2026-11-22T10:05:00.000Z' };
const job: Job = { ...submittedJob(), status: 'running', attempts: 1, lease };
const change = {
  set: { queue: 'rigging', updatedAt: '2026-11-22T10:05:00.000Z' },
  remove: ['lease'],
  manifest: { stage: 'image-to-3d', key: 'a-key' },
} as const satisfies JobChange;

/** What becomes of the change, decided on `job`, when this is what the table holds by then. */
async function changeOf(stored: Job | undefined) {
  const hub = await createHubOnMoto([]);
  if (stored !== undefined) await hub.putItem(stored);
  const result = await changeJobIn({ client: hub.table, tableName: hub.tableName })(job, change);
  return { result, item: await hub.itemOf(job.jobId) };
}

check('a change', {
  'is written to the job it was decided on, and touches nothing else': async () => {
    const beside = { prompt: 'another', manifests: { matte: 'another-key' } };
    const { result, item } = await changeOf({ ...job, ...beside } as Job);
    assert.is(result, 'changed');
    const { lease: _, ...rest } = { ...job, ...beside, ...change.set };
    assert.equal(item, { ...rest, manifests: { matte: 'another-key', 'image-to-3d': 'a-key' } });
  },
  'is not written when the job has moved in any way that a decision looks at': async () => {
    const moves: Partial<Job>[] = [
      { status: 'canceled' },
      { turn: 2 },
      { attempts: 2 },
      { lease: { ...lease, id: 'w2' } },
      { lease: { ...lease, until: '2026-11-22T10:06:00.000Z' } },
    ];
    for (const move of moves) {
      const stored: Job = { ...job, ...move };
      assert.equal(await changeOf(stored), { result: 'moved', item: stored });
    }
    const { lease: _, ...released } = job;
    assert.equal(await changeOf(released), { result: 'moved', item: released });
  },
  'brings no job back that is gone': async () => {
    assert.equal(await changeOf(undefined), { result: 'moved', item: undefined });
  },
});
