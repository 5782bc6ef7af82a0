/** A body's trunk: where its middle is at each height. */
import type { Point } from '../point.ts';
import { voxelCentre } from '../voxel-body.ts';
import { meanOf, middlePiece, piecesAt, type Slices } from './body-slices.ts';
import type { Legs } from './find-legs.ts';
import { PROPORTIONS } from './proportions.ts';

export type Trunk = {
  /** Of the waist, in metres. */
  readonly halfWidth: number;
  readonly crotchY: number;
  readonly hipsY: number;
  /** The middle of the trunk at a height, without what sticks out beyond its waist. */
  readonly middleAt: (y: number) => Point;
};

/** The waist is the narrowest in this part of the way from the crotch to the crown; arms and a large head are above. */
const WAIST_FROM = 0.05;
const WAIST_TO = 0.35;

export function trunkOf(slices: Slices, { crotchY }: Legs): Trunk {
  const { body, floorY, topY, middleX } = slices;
  const rise = topY - crotchY;
  const layerCount = Math.max(1, Math.floor(((WAIST_TO - WAIST_FROM) * rise) / body.cellMetres));
  const widths = Array.from({ length: layerCount }, (_, i) => {
    const piece = middlePiece(slices, crotchY + WAIST_FROM * rise + i * body.cellMetres);
    return piece === undefined ? Infinity : piece.mostX - piece.leastX + body.cellMetres;
  });
  const halfWidth = Math.min(topY - floorY, ...widths) / 2;
  return {
    halfWidth,
    crotchY,
    hipsY: crotchY + PROPORTIONS.hipAboveCrotch * (topY - floorY),
    middleAt: y => {
      const voxels = piecesAt(slices, y)
        .flatMap(piece => piece.voxels)
        .filter(voxel => Math.abs(voxelCentre(body, voxel)[0] - middleX) <= halfWidth);
      return [middleX, y, voxels.length === 0 ? 0 : meanOf(body, voxels)[2]];
    },
  };
}
