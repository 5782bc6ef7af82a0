/** The stages of this worker, by the hub's names. Models with weights, and what follows them, come with the real pipeline. */
import { createMatteStage } from './matte/matte-stage.ts';
import { sketchStage } from './sketch/sketch-stage.ts';
import type { StageRegistry } from './stage.ts';

/** Run everywhere, without weights. */
export const SKETCH_STAGES: StageRegistry = {
  'text-to-image': sketchStage,
  matte: createMatteStage(),
  'image-to-3d': undefined,
  retopology: undefined,
  texture: undefined,
  rigging: undefined,
  package: undefined,
};
