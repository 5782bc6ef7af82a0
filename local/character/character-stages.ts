/** The stages that make a character on this machine: with weights where they are named, with stand-ins else. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { HubError } from '../../hub/errors.ts';
import { STAGE_NAMES } from '../../hub/plan/stage-names.ts';
import { neededFiles, placeOf, readModelCatalog } from '../../worker/models/model-catalog.ts';
import { MODEL_LOCK_FILE, readModelLock } from '../../worker/models/model-lock.ts';
import { quickRetopologyStage } from '../../worker/stages/retopology/retopology-stage.ts';
import { standInSet } from '../../worker/stages/sets/stand-in-set.ts';
import { weightsSet } from '../../worker/stages/sets/weights-set.ts';
import type { StageSet } from '../../worker/stages/stage-set.ts';

export type CharacterStagesOptions = {
  readonly weightsFolder: string | undefined;
  /** Absent: triangles are taken away instead. */
  readonly blender: string | undefined;
  /** Into which stand-ins are written. */
  readonly folder: string;
};

/** @throws HubError that names the files that the folder of weights has not, or says why it has no tier */
export function characterStages({ weightsFolder, blender, folder }: CharacterStagesOptions): StageSet {
  if (weightsFolder === undefined) return standInSet({ folder, blender });
  requireFiles(weightsFolder);
  const set = weightsSet({ weightsFolder, lock: readModelLock(MODEL_LOCK_FILE), served: STAGE_NAMES });
  return blender === undefined ? { ...set, registry: { ...set.registry, retopology: quickRetopologyStage } } : set;
}

function requireFiles(weightsFolder: string): void {
  const missing = Object.entries(readModelCatalog().groups)
    .flatMap(([name, group]) => neededFiles(group).map(file => join(weightsFolder, placeOf(name, file))))
    .filter(file => !existsSync(file));
  if (missing.length === 0) return;
  const [first, ...more] = missing;
  const others = more.length === 0 ? '' : ` and ${more.length} more`;
  throw new HubError('MODEL_FILE', `weights are missing: ${first}${others}`, {
    hint: 'npm run models:fetch -- --to FOLDER, or leave --weights out: graphs that are made here stand in',
  });
}
