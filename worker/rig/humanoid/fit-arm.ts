/** The joints of an arm, from where it joins the trunk on. */
import type { Point } from '../point.ts';
import { voxelCentre } from '../voxel-body.ts';
import { layerHeights, type Slices } from './body-slices.ts';
import { findArm } from './find-arm.ts';
import type { Legs } from './find-legs.ts';
import { type HumanoidPoints, type Side, signOf } from './humanoid-joints.ts';
import { PROPORTIONS } from './proportions.ts';
import type { Trunk } from './trunk.ts';

export type ArmFit = HumanoidPoints & {
  readonly isFound: boolean;
  readonly shoulder: Point;
};

/** A part of the height: how far beyond the waist a shoulder may be. */
const SHOULDER_BESIDE = 0.1;

export function fitArm(side: Side, slices: Slices, legs: Legs, trunk: Trunk): ArmFit {
  const { body, floorY, topY, middleX } = slices;
  const ofLeg = new Set(layerHeights(slices, legs.crotchY).flatMap(y => legs.pieceAt(side, y)?.voxels ?? []));
  const outward = (x: number) => signOf(side) * (x - middleX);
  const arm = findArm(body, {
    chest: trunk.middleAt(trunk.chestY),
    heightMetres: topY - floorY,
    isCandidate: voxel => {
      const [x, y] = voxelCentre(body, voxel);
      // A hand may hang below the crotch. Where no legs were seen, it cannot be told from what is there.
      return outward(x) > trunk.halfWidth && (y > legs.crotchY || (legs.isFound && !ofLeg.has(voxel)));
    },
    isNearTrunk: ([x, y]) => outward(x) < trunk.halfWidth + SHOULDER_BESIDE * (topY - floorY) && y > legs.crotchY,
  });
  const isFound = arm !== undefined;
  const at = isFound ? (ratio: number) => arm.middleAt(ratio * arm.lengthMetres) : hanging(side, slices, trunk);
  return {
    isFound,
    shoulder: at(0),
    joints: {
      [`${side}UpperArm`]: at(0),
      [`${side}LowerArm`]: at(PROPORTIONS.elbowRatio),
      [`${side}Hand`]: at(PROPORTIONS.wristRatio),
    },
    tips: { [`${side}Hand`]: at(1) },
  };
}

/** Down at the side of the trunk; for a ratio of the way from the shoulder to the fingertips. */
function hanging(side: Side, { middleX, floorY, topY }: Slices, trunk: Trunk): (ratio: number) => Point {
  const height = topY - floorY;
  return ratio => {
    const y = floorY + (PROPORTIONS.shoulderHeight - ratio * PROPORTIONS.armLength) * height;
    return [middleX + signOf(side) * 0.9 * trunk.halfWidth, y, trunk.middleAt(y)[2]];
  };
}
