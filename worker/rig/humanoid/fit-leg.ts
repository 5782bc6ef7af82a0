/** The joints of a leg, from the hip to the toes. */
import { add, type Point } from '../point.ts';
import { voxelCentre } from '../voxel-body.ts';
import { layerHeights, meanOf, type Slices } from './body-slices.ts';
import type { Legs } from './find-legs.ts';
import type { HumanoidPoints, Side } from './humanoid-joints.ts';
import { PROPORTIONS } from './proportions.ts';

/** Parts of the height: where the thigh is free of its other, and where the shin stands on the foot. */
const THIGH_BELOW_CROTCH = 0.03;
const SHIN_HEIGHT = 0.08;
/** The ball of the foot, of the way from the ankle to the toes' tips [L]. */
const BALL_RATIO = 0.65;

export function fitLeg(side: Side, slices: Slices, legs: Legs, hipY: number): HumanoidPoints {
  const { body, floorY, topY } = slices;
  const height = topY - floorY;
  const ankleY = floorY + PROPORTIONS.ankleHeight * height;
  const thigh = legs.middleAt(side, legs.crotchY - THIGH_BELOW_CROTCH * height);
  const shin = legs.middleAt(side, floorY + SHIN_HEIGHT * height);
  const ankle: Point = [shin[0], ankleY, shin[2]];
  const foot = layerHeights(slices, floorY, ankleY).flatMap(y => legs.pieceAt(side, y)?.voxels ?? []);
  const frontZ = Math.max(ankle[2], ...foot.map(voxel => voxelCentre(body, voxel)[2]));
  const middleAtZ = (z: number) => {
    const there = foot.filter(voxel => Math.abs(voxelCentre(body, voxel)[2] - z) <= body.cellMetres);
    return there.length === 0 ? add(ankle, [0, 0, z - ankle[2]]) : meanOf(body, there);
  };
  return {
    joints: {
      [`${side}UpperLeg`]: [thigh[0], hipY, thigh[2]],
      [`${side}LowerLeg`]: legs.middleAt(side, ankleY + PROPORTIONS.kneeRatio * (hipY - ankleY)),
      [`${side}Foot`]: ankle,
      [`${side}Toes`]: middleAtZ(ankle[2] + BALL_RATIO * (frontZ - ankle[2])),
    },
    tips: { [`${side}Toes`]: middleAtZ(frontZ) },
  };
}
