import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { JOB_ID, SUBMITTED_AT, submittedJob } from './job.test-data.ts';
import { keptPreviews, PREVIEWS, type PreviewType, previewPath } from './preview.ts';
import { later } from './times.ts';

const keys = { previewKey: 'jobs/x/preview/1.png', previewMeshKey: 'jobs/x/preview/2.glb' };
const day = 86_400;

check('a preview', {
  'stands beside the stages of its job, under a name that says what it is': () => {
    const paths = (Object.keys(PREVIEWS) as PreviewType[]).map(type => previewPath(JOB_ID, 'abc', type));
    assert.equal(paths, [`jobs/${JOB_ID}/preview/abc.png`, `jobs/${JOB_ID}/preview/abc.glb`]);
  },
  'is shown as long as the bucket keeps it': () => {
    const job = { ...submittedJob(), ...keys, previewedAt: SUBMITTED_AT };
    const keptAt = (seconds: number) => keptPreviews(job, { now: later(SUBMITTED_AT, seconds), retentionDays: 7 });
    assert.equal(keptAt(7 * day - 1), keys);
    assert.equal(keptAt(7 * day), {});
  },
  'that is not there is not shown': () => {
    const when = { now: SUBMITTED_AT, retentionDays: 7 };
    assert.equal(keptPreviews(submittedJob(), when), {});
    const { previewMeshKey } = keys;
    assert.equal(keptPreviews({ ...submittedJob(), previewMeshKey }, when), { previewMeshKey });
  },
});
