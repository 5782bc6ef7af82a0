/** The stages of this worker, by the hub's names. Models with weights, and what follows them, come with the real pipeline. */
import { mkdirSync } from 'node:fs';
import { matteStage } from './matte/matte-stage.ts';
import { SKETCH_MODEL } from './sketch/sketch-graph.ts';
import { sketchStage, sketchVersion, writeSketchGroup } from './sketch/sketch-stage.ts';
import type { StageRegistry } from './stage.ts';
import type { StageSet } from './stage-set.ts';

/** Run everywhere, without weights. */
export const SKETCH_STAGES: StageRegistry = {
  'text-to-image': sketchStage,
  matte: matteStage,
  'image-to-3d': undefined,
  retopology: undefined,
  texture: undefined,
  rigging: undefined,
  package: undefined,
};

/** @param modelFolder into which the models are written */
export function sketchSet(modelFolder: string): StageSet {
  mkdirSync(modelFolder, { recursive: true });
  const version = sketchVersion();
  return {
    registry: SKETCH_STAGES,
    groups: [writeSketchGroup(modelFolder)],
    modelVersion: model => {
      if (model !== SKETCH_MODEL) throw new Error(`${model} is no model of the sketch`);
      return version;
    },
  };
}
