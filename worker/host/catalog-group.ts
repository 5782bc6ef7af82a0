/** Groups of the models' catalog as the host loads them. A model is called by its place: `sdxl/unet/model.onnx`. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { canonicalJson } from '../../hub/job/canonical-json.ts';
import { type ModelGroup as CatalogGroup, placeOf } from '../models/model-catalog.ts';
import type { ModelLock } from '../models/model-lock.ts';
import type { HostedModel, ModelGroup } from './model-group.ts';

/**
 * The graphs of a group; weights beside them are found by onnxruntime.
 *
 * @param weightsFolder that holds the folders of all groups
 */
export function catalogGroup(
  name: string,
  { files }: CatalogGroup,
  weightsFolder: string,
  warmUpDims: HostedModel['warmUpDims'] = {},
): ModelGroup {
  const models = files.flatMap((file): HostedModel[] => {
    const { path, contract } = file;
    return contract === undefined ? [] : [{ name: placeOf(name, file), file: path, contract, warmUpDims }];
  });
  return { name, folder: join(weightsFolder, name), models };
}

/**
 * The version of a model: SHA-256 of what is locked in its folder, since its weights are files beside it.
 *
 * @param model its place
 * @throws Error for a model that is not locked: what was made with it could not be told from what another made
 */
export function lockedVersion(lock: ModelLock, model: string): string {
  if (lock[model] === undefined) throw new Error(`model ${model} is not in the lock of the models`);
  const folder = model.slice(0, model.lastIndexOf('/') + 1);
  const sums = Object.entries(lock)
    .filter(([place]) => place.startsWith(folder))
    .map(([place, { sha256 }]) => [place, sha256] as const);
  return createHash('sha256')
    .update(canonicalJson(Object.fromEntries(sums)))
    .digest('hex');
}
