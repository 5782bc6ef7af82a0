/** What a user can ask for, and which stages it takes. Data, so that a new kind of job is one row. */
import { STAGE_NAMES, type StageName } from '../../hub/plan/stage-names.ts';

export const JOB_KIND_NAMES = ['character', 'image', 'mesh', 'rig'] as const;
export type JobKind = (typeof JOB_KIND_NAMES)[number];

/** The stages from `first` to `last`: a job passes a run of neighbours, never with a gap. */
function stagesBetween(first: StageName, last: StageName): readonly StageName[] {
  return Object.freeze(STAGE_NAMES.slice(STAGE_NAMES.indexOf(first), STAGE_NAMES.indexOf(last) + 1));
}

/**
 * @example JOB_KIND_STAGES.mesh   // ['matte', 'image-to-3d']
 */
export const JOB_KIND_STAGES: Readonly<Record<JobKind, readonly StageName[]>> = Object.freeze({
  /** A prompt becomes a rigged character. */
  character: stagesBetween('text-to-image', 'package'),
  /** A prompt becomes a picture. */
  image: stagesBetween('text-to-image', 'text-to-image'),
  /** The user's own picture becomes a mesh. */
  mesh: stagesBetween('matte', 'image-to-3d'),
  /** The user's own mesh becomes a rigged character. */
  rig: stagesBetween('retopology', 'package'),
});
