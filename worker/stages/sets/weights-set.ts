/** All stages with the weights of the models' catalog, as they lie on an instance. */
import { join } from 'node:path';
import type { StageName } from '../../../hub/plan/stage-names.ts';
import { catalogGroup, lockedVersion } from '../../host/catalog-group.ts';
import { readModelCatalog } from '../../models/model-catalog.ts';
import type { ModelLock } from '../../models/model-lock.ts';
import { triposrGroup } from '../../triposr/stand-in-group.ts';
import { imageTo3dStage } from '../image-to-3d/image-to-3d-stage.ts';
import { U2NET } from '../matte/matte-models.ts';
import { createMatteStage } from '../matte/matte-stage.ts';
import { packageStage } from '../package/package-stage.ts';
import { retopologyStage } from '../retopology/retopology-stage.ts';
import { classicBackend } from '../rigging/classic-backend.ts';
import { riggingStage } from '../rigging/rigging-stage.ts';
import type { StageSet } from '../stage-set.ts';
import { readTier } from '../text-to-image/read-tier.ts';
import { SDXL_GROUP, sdxlGroup } from '../text-to-image/sdxl-models.ts';
import { createTextToImageStage } from '../text-to-image/text-to-image-stage.ts';
import { textureStage } from '../texture/texture-stage.ts';

export type WeightsOptions = {
  /** Holds the folders of all groups. */
  readonly weightsFolder: string;
  readonly lock: ModelLock;
  /** Stages that the worker serves: only their models are loaded. */
  readonly served: readonly StageName[];
};

/**
 * Rigged by rules and not by RigNet, whose weights are not for commerce (README). Images come in the tier of the UNet in the folder;
 * a worker that makes none does not look.
 *
 * @throws HubError when images are served and the folder does not say of which tier
 */
export function weightsSet({ weightsFolder, lock, served }: WeightsOptions): StageSet {
  const registry: StageSet['registry'] = {
    'text-to-image': served.includes('text-to-image')
      ? createTextToImageStage({ folder: join(weightsFolder, SDXL_GROUP), tier: readTier(weightsFolder) })
      : undefined,
    matte: createMatteStage(U2NET),
    'image-to-3d': imageTo3dStage,
    retopology: retopologyStage(),
    texture: textureStage(),
    rigging: riggingStage(classicBackend),
    package: packageStage(),
  };
  const catalog = readModelCatalog();
  const all = [
    sdxlGroup(catalog, weightsFolder),
    catalogGroup('u2net', catalog.groups.u2net!, weightsFolder),
    triposrGroup(weightsFolder),
  ];
  const wanted = new Set<string>(served.flatMap(name => registry[name]?.models ?? []));
  return {
    registry,
    groups: all.flatMap(group => {
      const models = group.models.filter(({ name }) => wanted.has(name));
      return models.length === 0 ? [] : [{ ...group, models }];
    }),
    modelVersion: model => lockedVersion(lock, model),
  };
}
