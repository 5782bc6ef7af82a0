import type { StageName } from '../plan/stage-names.ts';

/** The steps a player knows, and the stages behind each. */
export const VIEW_STAGES = Object.freeze({
  image: ['text-to-image'],
  mesh: ['matte', 'image-to-3d'],
  retopology: ['retopology', 'texture'],
  rig: ['rigging', 'package'],
} as const satisfies Record<string, readonly StageName[]>);
export type ViewStage = keyof typeof VIEW_STAGES;
export const VIEW_STAGE_NAMES = Object.keys(VIEW_STAGES) as [ViewStage, ...ViewStage[]];
