import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { stackPlan } from '../../test/kit/stack-plan.ts';
import { STAGE_NAMES } from '../plan/stage-names.ts';
import { failureOf } from './failure.ts';
import { submittedJob } from './job.test-data.ts';
import type { Job } from './job.ts';
import { JOB_KINDS, KIND_STAGES, routeOf } from './job-kind.ts';
import { JOB_STATUSES } from './job-status.ts';
import { jobView } from './job-view.ts';
import { jobViewSchema } from './job-view-schema.ts';
import { pipelineOf } from './pipeline.ts';

const { queues, stages } = stackPlan('dev');
const plan = { pipeline: pipelineOf({ queues }), stages };
const job = submittedJob();
const view = (change: Partial<Job> = {}) => jobView({ ...job, ...change }, plan);
const progressOf = (stage: (typeof STAGE_NAMES)[number], ratio: number, queue = 'generation') =>
  view({ status: 'running', queue, progress: { stage, ratio } });

check('a shown job', {
  'is what the contract says, whatever the job': () => {
    const jobs = fc.record({
      kind: fc.constantFrom(...JOB_KINDS),
      status: fc.constantFrom(...JOB_STATUSES),
      queue: fc.constantFrom(...queues.map(({ name }) => name), 'gone'),
      progress: fc.option(
        fc.record({ stage: fc.constantFrom(...STAGE_NAMES), ratio: fc.double({ min: 0, max: 1, noNaN: true }) }),
        {
          nil: undefined,
        },
      ),
      failure: fc.constantFrom(undefined, failureOf('no-character')),
      attempts: fc.nat(),
    });
    fc.assert(
      fc.property(jobs, fc.option(fc.nat(), { nil: undefined }), (change, position) => {
        const shown = jobView({ ...job, ...change } as Job, plan, {
          position: position === undefined ? undefined : position + 1,
        });
        jobViewSchema.parse(shown);
      }),
    );
  },
  'says nothing of what is the hub alone': () => {
    const secret = {
      lease: { id: 'LEASE', until: job.createdAt },
      inputKey: 'INPUT',
      previewKey: 'KEY',
      previewMeshKey: 'KEY',
      putId: 'PUT',
    };
    const text = JSON.stringify(view(secret));
    assert.not.match(text, /LEASE|INPUT|KEY|PUT|ada|turn|generation/);
  },
  'goes forward as its stages are done': () => {
    const steps = [
      view(),
      progressOf('text-to-image', 0.9),
      progressOf('matte', 0),
      progressOf('image-to-3d', 0.9),
      view({ queue: 'rigging' }),
      progressOf('texture', 0.1, 'rigging'),
      progressOf('rigging', 0.9, 'rigging'),
      view({ status: 'succeeded', queue: 'rigging' }),
    ].map(({ progress }) => progress);
    assert.equal(
      steps,
      steps.toSorted((one, other) => one - other),
    );
    assert.equal([steps[0], steps.at(-1), new Set(steps).size], [0, 1, steps.length]);
  },
  'has the steps of its kind alone': () => {
    for (const kind of JOB_KINDS) {
      const { first } = KIND_STAGES[kind];
      const queue = routeOf(kind, plan.pipeline)[0]!.queue;
      const shown = view({ kind, queue });
      assert.ok(
        shown.stages.every(({ status }) => status === 'waiting'),
        `${kind} ${first}`,
      );
      assert.is(shown.stage, shown.stages[0]?.stage);
      assert.ok(view({ kind, status: 'succeeded' }).stages.every(({ status }) => status === 'done'));
    }
    assert.equal(
      view({ kind: 'rig', queue: 'rigging' }).stages.map(({ stage }) => stage),
      ['retopology', 'rig'],
    );
  },
  'says what can be done with it': () => {
    const ends = (status: Job['status']) => Object.keys(view({ status }).urls).join(' ');
    assert.equal(
      ['queued', 'running', 'succeeded', 'failed', 'canceled', 'expired'].map(status => ends(status as never)),
      ['self cancel', 'self cancel', 'self result', 'self retry', 'self retry', 'self retry'],
    );
  },
});
