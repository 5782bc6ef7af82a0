/**
 * All stages without weights: graphs of our own stand where models would be, and draw, carve and colour a figure. For a hub on
 * one machine and for tests; what follows them is real.
 */
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DECODER, ENCODER } from '../../triposr/contract.ts';
import { standInDecoder, standInEncoder } from '../../triposr/stand-in-graphs.ts';
import { writeStandIns } from '../../triposr/stand-in-group.ts';
import { imageTo3dStage } from '../image-to-3d/image-to-3d-stage.ts';
import { createMatteStage } from '../matte/matte-stage.ts';
import { packageStage } from '../package/package-stage.ts';
import { quickRetopologyStage, retopologyStage } from '../retopology/retopology-stage.ts';
import { classicBackend } from '../rigging/classic-backend.ts';
import { riggingStage } from '../rigging/rigging-stage.ts';
import { SKETCH_MODEL } from '../sketch/sketch-graph.ts';
import { sketchStage, sketchVersion, writeSketchGroup } from '../sketch/sketch-stage.ts';
import type { StageSet } from '../stage-set.ts';
import { textureStage } from '../texture/texture-stage.ts';

export type StandInOptions = {
  /** Into which the graphs are written. */
  readonly folder: string;
  /** Absent: triangles are taken away instead, in a second and without quads. */
  readonly blender: string | undefined;
};

export function standInSet({ folder, blender }: StandInOptions): StageSet {
  mkdirSync(folder, { recursive: true });
  const versions: Readonly<Record<string, string>> = {
    [SKETCH_MODEL]: sketchVersion(),
    [ENCODER]: sha256Of(standInEncoder().model),
    [DECODER]: sha256Of(standInDecoder().model),
  };
  return {
    registry: {
      'text-to-image': sketchStage,
      matte: createMatteStage(),
      'image-to-3d': imageTo3dStage,
      retopology: blender === undefined ? quickRetopologyStage : retopologyStage({ blender }),
      texture: textureStage(),
      rigging: riggingStage(classicBackend),
      package: packageStage(),
    },
    groups: [writeSketchGroup(join(folder, SKETCH_MODEL)), writeStandIns(folder)],
    modelVersion: model => {
      const version = versions[model];
      if (version === undefined) throw new Error(`nothing stands in for model ${model}`);
      return version;
    },
  };
}

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
