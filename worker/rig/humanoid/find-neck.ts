/**
 * Where the neck is: seen from the crown down, the body grows to the widest of the head and then narrows, be it for a neck or,
 * under a large head, for the whole trunk.
 */
import { type VoxelBody, voxelCentre } from '../voxel-body.ts';
import { layerAt, type Slices } from './body-slices.ts';
import { PROPORTIONS } from './proportions.ts';
import type { Trunk } from './trunk.ts';

export type Neck = { readonly y: number; readonly isFound: boolean };

/** A layer that is not narrower than this part of the head is no neck. */
const NARROW_RATIO = 0.75;
/** Where it is so many times as wide again as at its narrowest, shoulders begin. */
const WIDE_AGAIN_RATIO = 1.15;
/** Of the way from the crotch to the crown: a neck is not farther down. */
const LOWEST_RATIO = 0.15;

/** @returns its height in metres, and whether it was seen */
export function findNeck(slices: Slices, trunk: Pick<Trunk, 'halfWidth' | 'crotchY'>): Neck {
  const { topY, floorY, body } = slices;
  const lowest = layerAt(slices, trunk.crotchY + LOWEST_RATIO * (topY - trunk.crotchY));
  let headArea = 0;
  let narrowest = Infinity;
  let neck: number | undefined;
  for (let layer = layerAt(slices, topY - body.cellMetres / 2); layer >= lowest; layer -= 1) {
    const area = trunkArea(slices, layer, trunk.halfWidth);
    if (neck === undefined) headArea = Math.max(headArea, area);
    if (area >= NARROW_RATIO * headArea || area > WIDE_AGAIN_RATIO * narrowest) {
      if (neck !== undefined) break;
      continue;
    }
    // Where it stays as narrow, the first counts, below the head.
    if (area < narrowest / WIDE_AGAIN_RATIO) neck = layer;
    narrowest = Math.min(narrowest, area);
  }
  return neck === undefined
    ? { y: floorY + PROPORTIONS.neckHeight * (topY - floorY), isFound: false }
    : { y: yOf(body, neck), isFound: true };
}

const yOf = ({ origin, cellMetres }: VoxelBody, layer: number): number => origin[1] + (layer + 0.5) * cellMetres;

/** In voxels, without what is farther out than the trunk, as stretched arms. */
function trunkArea({ layers, body, middleX }: Slices, layer: number, halfWidth: number): number {
  const voxels = layers[layer]!.flatMap(piece => piece.voxels);
  return voxels.filter(voxel => Math.abs(voxelCentre(body, voxel)[0] - middleX) <= halfWidth).length;
}
