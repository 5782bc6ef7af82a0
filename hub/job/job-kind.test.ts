import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { stackPlan } from '../../test/kit/stack-plan.ts';
import { STAGE_NAMES } from '../plan/stage-names.ts';
import { JOB_KINDS, routeOf } from './job-kind.ts';
import { pipelineOf } from './pipeline.ts';

const pipeline = pipelineOf(stackPlan('dev'));
const wayOf = (kind: (typeof JOB_KINDS)[number]) =>
  routeOf(kind, pipeline).map(({ queue, stages }) => [queue, ...stages]);

check('the way of a job', {
  'of a character is the whole pipeline': () => assert.equal(routeOf('character', pipeline), pipeline),
  'of a part is that part': () => {
    assert.equal(wayOf('image'), [['generation', 'text-to-image']]);
    assert.equal(wayOf('mesh'), [['generation', 'matte', 'image-to-3d']]);
    assert.equal(wayOf('rig'), [['rigging', 'retopology', 'texture', 'rigging', 'package']]);
  },
  'is never empty, whatever queues there are': () => {
    for (const kind of JOB_KINDS) {
      assert.ok(routeOf(kind, [{ queue: 'all', stages: STAGE_NAMES }]).length === 1);
      const apart = STAGE_NAMES.map(stage => ({ queue: stage, stages: [stage] }));
      assert.ok(routeOf(kind, apart).every(({ stages }) => stages.length === 1));
      assert.ok(routeOf(kind, apart).length > 0);
    }
  },
});
