/** The joints of an arm, from where it joins the trunk on. */
import type { Point } from '../point.ts';
import { voxelCentre } from '../voxel-body.ts';
import { layerHeights, middlePiece, type Slices } from './body-slices.ts';
import { findArm } from './find-arm.ts';
import type { Legs } from './find-legs.ts';
import { type HumanoidPoints, type Side, signOf } from './humanoid-joints.ts';
import { PROPORTIONS } from './proportions.ts';
import type { Trunk } from './trunk.ts';

export type ArmFit = {
  readonly isFound: boolean;
  /** 0 at the shoulder, 1 at the fingertips. */
  readonly at: (ratio: number) => Point;
};

/** A part of the height: how far beyond the waist a shoulder may be. */
const SHOULDER_BESIDE = 0.08;

export function fitArm(side: Side, slices: Slices, legs: Legs, trunk: Trunk, neckY: number): ArmFit {
  const { body, floorY, topY, middleX } = slices;
  const ofLeg = layerHeights(slices, floorY, legs.crotchY).flatMap(y => legs.pieceAt(side, y)?.voxels ?? []);
  const ofHead = layerHeights(slices, neckY, topY).flatMap(y => middlePiece(slices, y)?.voxels ?? []);
  const others = new Set([...ofLeg, ...ofHead]);
  const outward = (x: number) => signOf(side) * (x - middleX);
  const chestY = (legs.crotchY + neckY) / 2;
  const arm = findArm(body, {
    chest: trunk.middleAt(chestY),
    heightMetres: topY - floorY,
    isCandidate: voxel => {
      const [x, y] = voxelCentre(body, voxel);
      // A hand may hang below the crotch. Where no legs were seen, it cannot be told from what is there.
      return outward(x) > trunk.halfWidth && !others.has(voxel) && (y > legs.crotchY || legs.isFound);
    },
    isNearTrunk: ([x, y]) => outward(x) < trunk.halfWidth + SHOULDER_BESIDE * (topY - floorY) && y > chestY,
  });
  const isFound = arm !== undefined;
  const at = isFound ? (ratio: number) => arm.middleAt(ratio * arm.lengthMetres) : hanging(side, slices, trunk, neckY);
  return { isFound, at };
}

/** The joints of one arm. */
export function armPoints(side: Side, { at }: ArmFit): HumanoidPoints {
  return {
    joints: {
      [`${side}UpperArm`]: at(0),
      [`${side}LowerArm`]: at(PROPORTIONS.elbowRatio),
      [`${side}Hand`]: at(PROPORTIONS.wristRatio),
    },
    tips: { [`${side}Hand`]: at(1) },
  };
}

/** Down at the side of the trunk; for a ratio of the way from the shoulder to the fingertips. */
function hanging(side: Side, { middleX, floorY, topY }: Slices, trunk: Trunk, neckY: number): (ratio: number) => Point {
  const height = topY - floorY;
  const shoulderY = neckY - (PROPORTIONS.neckHeight - PROPORTIONS.shoulderHeight) * height;
  return ratio => {
    const y = shoulderY - ratio * PROPORTIONS.armLength * height;
    return [middleX + signOf(side) * 0.9 * trunk.halfWidth, y, trunk.middleAt(y)[2]];
  };
}
