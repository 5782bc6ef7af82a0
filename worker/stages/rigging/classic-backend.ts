/** A humanoid that is fitted to the mesh, by rules alone: no model, no weights, the same on every machine. */
import type { Mesh } from '../../mesh/mesh.ts';
import { fitHumanoid } from '../../rig/humanoid/fit-humanoid.ts';
import { filledVoxels, type VoxelBody } from '../../rig/voxel-body.ts';
import { voxelSkin } from '../../rig/voxel-skin.ts';
import { voxelize } from '../../rig/voxelize.ts';
import type { RigBackend } from './rig-backend.ts';

/** Along the longest side: 1.4 cm of a person. A finger is a voxel wide. */
const CELL_COUNT = 128;
/** A person has 30,000. What is stout has more, up to a million, and every joint's way goes through all of them: then coarser. */
const VOXEL_COUNT_MAX = 100_000;
/** Enough to see how stout it is. */
const COARSE_CELL_COUNT = 32;

export const classicBackend: RigBackend = {
  name: 'classic',
  version: '1',
  models: [],
  parameters: { cellCount: CELL_COUNT, voxelCountMax: VOXEL_COUNT_MAX },
  rig: async (mesh, { progress, log }) => {
    const body = bodyOf(mesh);
    progress(0.1);
    const { skeleton, assumed } = fitHumanoid(body);
    if (assumed.length > 0) log('the body does not show all of its joints', { assumed });
    progress(0.3);
    return { kind: 'rigged', skeleton, skin: voxelSkin(mesh, skeleton, body), about: { assumed } };
  },
};

function bodyOf(mesh: Mesh): VoxelBody {
  const coarse = filledVoxels(voxelize(mesh, COARSE_CELL_COUNT)).length;
  const cellCount = COARSE_CELL_COUNT * Math.cbrt(VOXEL_COUNT_MAX / coarse);
  return voxelize(mesh, Math.min(CELL_COUNT, Math.round(cellCount)));
}
