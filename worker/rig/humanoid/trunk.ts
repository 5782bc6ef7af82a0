/** A body's trunk: where its middle is at each height. */
import type { Point } from '../point.ts';
import { voxelCentre } from '../voxel-body.ts';
import { meanOf, piecesAt, type Slices } from './body-slices.ts';
import type { Legs } from './find-legs.ts';
import { PROPORTIONS } from './proportions.ts';

export type Trunk = {
  /** Of the waist, in metres. */
  readonly halfWidth: number;
  readonly hipsY: number;
  readonly chestY: number;
  /** The middle of the trunk at a height, without what sticks out beyond its waist. */
  readonly middleAt: (y: number) => Point;
};

/** Parts of the way from the crotch to the crown. */
const WAIST_RATIO = 0.25;
const CHEST_RATIO = 0.5;

export function trunkOf(slices: Slices, { crotchY }: Legs): Trunk {
  const { body, floorY, topY, middleX } = slices;
  const waist = piecesAt(slices, crotchY + WAIST_RATIO * (topY - crotchY))[0];
  const halfWidth = waist === undefined ? 0.1 * (topY - floorY) : (waist.mostX - waist.leastX) / 2;
  return {
    halfWidth,
    hipsY: crotchY + PROPORTIONS.hipAboveCrotch * (topY - floorY),
    chestY: crotchY + CHEST_RATIO * (topY - crotchY),
    middleAt: y => {
      const voxels = piecesAt(slices, y)
        .flatMap(piece => piece.voxels)
        .filter(voxel => Math.abs(voxelCentre(body, voxel)[0] - middleX) <= halfWidth);
      return [middleX, y, voxels.length === 0 ? 0 : meanOf(body, voxels)[2]];
    },
  };
}
