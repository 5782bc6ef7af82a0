/**
 * The pipeline compiled for speed: active stages as indices, the run of stages each queue serves, and how long a run
 * takes on each instance type. A stage is active when some queue serves it and its time is not constantly zero.
 */
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import type { StageName } from '../../hub/plan/stage-names.ts';
import { createSampler } from '../engine/sampler.ts';
import type { Substream } from '../engine/substream.ts';
import { JOB_KIND_STAGES, type JobKind } from '../scenario/job-kinds.ts';

export type ActiveStage = {
  readonly name: StageName;
  readonly bound: 'gpu' | 'cpu';
  readonly sample: (stream: Substream) => number;
};

export type Pipeline = {
  readonly stages: readonly ActiveStage[];
  /** [queue]: first active stage, and the one after its last. */
  readonly queueFrom: readonly number[];
  readonly queueTo: readonly number[];
  /** [active stage]: the queue that serves it. */
  readonly queueOfStage: readonly number[];
};

export function compilePipeline(plan: HubPlan): Pipeline {
  const stages: ActiveStage[] = [];
  const queueFrom: number[] = [];
  const queueTo: number[] = [];
  const queueOfStage: number[] = [];
  for (const [queueIndex, queue] of plan.queues.entries()) {
    queueFrom.push(stages.length);
    const timed = queue.stages.filter(name => !isAlwaysZero(plan, name));
    for (const name of timed.length > 0 ? timed : queue.stages) {
      const { serviceSeconds, bound } = plan.stages[name];
      stages.push({ name, bound, sample: createSampler(serviceSeconds) });
      queueOfStage.push(queueIndex);
    }
    queueTo.push(stages.length);
  }
  return { stages, queueFrom, queueTo, queueOfStage };
}

/** The run [from, to) of active stages that a kind of job passes; empty when the plan serves none of its stages. */
export function stageRunOf(pipeline: Pipeline, kind: JobKind): { from: number; to: number } {
  const indices = pipeline.stages.flatMap((stage, index) =>
    JOB_KIND_STAGES[kind].includes(stage.name) ? [index] : [],
  );
  return { from: indices[0] ?? 0, to: (indices.at(-1) ?? -1) + 1 };
}

function isAlwaysZero(plan: HubPlan, name: StageName): boolean {
  const { serviceSeconds } = plan.stages[name];
  return serviceSeconds.kind === 'constant' && serviceSeconds.value === 0;
}
