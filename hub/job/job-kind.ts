/** What can be asked of the hub: a whole character, or one part of its way. */
import { STAGE_NAMES, type StageName } from '../plan/stage-names.ts';
import type { Pipeline } from './pipeline.ts';

export const JOB_KINDS = ['character', 'image', 'mesh', 'rig'] as const;
export type JobKind = (typeof JOB_KINDS)[number];

/** What a caller uploads before some kinds. */
export type UploadKind = 'image' | 'mesh';

type KindStages = {
  readonly first: StageName;
  readonly last: StageName;
  /** What it begins with; absent: with a prompt. */
  readonly upload?: UploadKind;
};

export const KIND_STAGES: Readonly<Record<JobKind, KindStages>> = Object.freeze({
  character: { first: 'text-to-image', last: 'package' },
  image: { first: 'text-to-image', last: 'text-to-image' },
  mesh: { first: 'matte', last: 'image-to-3d', upload: 'image' },
  rig: { first: 'retopology', last: 'package', upload: 'mesh' },
});

/**
 * The part of the pipeline that a job of this kind passes: its queues, and in each the stages that it meets. Never empty,
 * since every stage is in a queue.
 *
 * @example routeOf('rig', pipeline)   // [{ queue: 'rigging', stages: ['retopology', 'texture', 'rigging', 'package'] }]
 */
export function routeOf(kind: JobKind, pipeline: Pipeline): Pipeline {
  const { first, last } = KIND_STAGES[kind];
  const stagesOfKind = STAGE_NAMES.slice(STAGE_NAMES.indexOf(first), STAGE_NAMES.indexOf(last) + 1);
  return pipeline
    .map(({ queue, stages }) => ({ queue, stages: stages.filter(stage => stagesOfKind.includes(stage)) }))
    .filter(({ stages }) => stages.length > 0);
}
