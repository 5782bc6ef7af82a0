import * as assert from 'uvu/assert';
import { STAGE_NAMES } from '../../hub/plan/stage-names.ts';
import { check } from '../../test/kit/check.ts';
import { JOB_KIND_NAMES, JOB_KIND_STAGES } from './job-kinds.ts';

check('JOB_KIND_STAGES', {
  'takes a character through the whole pipeline': () => assert.equal(JOB_KIND_STAGES.character, [...STAGE_NAMES]),
  'takes an image through one stage': () => assert.equal(JOB_KIND_STAGES.image, ['text-to-image']),
  'takes a mesh from its picture to 3D': () => assert.equal(JOB_KIND_STAGES.mesh, ['matte', 'image-to-3d']),
  'takes a rig from retopology to the package': () =>
    assert.equal(JOB_KIND_STAGES.rig, ['retopology', 'texture', 'rigging', 'package']),
  'cuts the pipeline into image, mesh and rig without gap or overlap': () =>
    assert.equal([...JOB_KIND_STAGES.image, ...JOB_KIND_STAGES.mesh, ...JOB_KIND_STAGES.rig], [...STAGE_NAMES]),
  'has stages for every kind': () => assert.ok(JOB_KIND_NAMES.every(kind => JOB_KIND_STAGES[kind].length > 0)),
});
