/** Which stages a worker has, by its settings: weights of the catalog, or graphs that are made here to stand in for them. */
import { MODEL_LOCK_FILE, readModelLock } from '../../models/model-lock.ts';
import type { WorkerSettings } from '../../settings.ts';
import type { StageSet } from '../stage-set.ts';
import { standInSet } from './stand-in-set.ts';
import { weightsSet } from './weights-set.ts';

/**
 * @param folder for models that are made and not fetched
 * @param blender absent: stand-ins do without
 */
export function stageSetOf(
  { hasStandIns, weightsFolder, queues }: WorkerSettings,
  folder: string,
  blender: string | undefined,
): StageSet {
  if (hasStandIns) return standInSet({ folder, blender });
  const served = queues.flatMap(({ stages }) => stages);
  return weightsSet({ weightsFolder, lock: readModelLock(MODEL_LOCK_FILE), served });
}
