/** The queues a job passes and the stages it meets in each, as data: all that a function needs to know of the plan. */
import type { HubPlan } from '../plan/hub-plan.ts';
import type { StageName } from '../plan/stage-names.ts';

export type PipelineQueue = {
  /** Its name in the plan. */
  readonly queue: string;
  readonly stages: readonly StageName[];
};
/** In the order a job passes them; never empty. */
export type Pipeline = readonly PipelineQueue[];

/** @example pipelineOf(plan)   // [{ queue: 'generation', stages: ['text-to-image', ...] }, { queue: 'rigging', ... }] */
export function pipelineOf({ queues }: Pick<HubPlan, 'queues'>): Pipeline {
  return queues.map(({ name, stages }) => ({ queue: name, stages }));
}

/** The queue whose last stage this is: when its result is stored, the job leaves the queue. Undefined for other stages. */
export function queueEndedBy(pipeline: Pipeline, stage: StageName): string | undefined {
  return pipeline.find(({ stages }) => stages.at(-1) === stage)?.queue;
}

/** From 0; -1 for a queue that is not (or no longer) in the pipeline. */
export function placeOf(pipeline: Pipeline, queue: string): number {
  return pipeline.findIndex(entry => entry.queue === queue);
}

/** Undefined after the last. */
export function queueAfter(pipeline: Pipeline, queue: string): string | undefined {
  return pipeline[placeOf(pipeline, queue) + 1]?.queue;
}
