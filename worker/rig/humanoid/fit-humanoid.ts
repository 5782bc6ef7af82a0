/**
 * A humanoid skeleton fitted into a body, without any model: legs and neck are seen in horizontal slices, arms by ways inside
 * the body, and the rest is proportion. Invariant: every joint is inside the body.
 */
import { between, distance, type Point } from '../point.ts';
import type { Skeleton } from '../skeleton.ts';
import { filledVoxels, type VoxelBody, voxelAt, voxelCentre } from '../voxel-body.ts';
import { slicesOf } from './body-slices.ts';
import { findLegs } from './find-legs.ts';
import { findNeck } from './find-neck.ts';
import { type ArmFit, armPoints, fitArm } from './fit-arm.ts';
import { fitLeg } from './fit-leg.ts';
import { HUMANOID_JOINTS, type HumanoidJoint, humanoidSkeleton, SIDES, type Side } from './humanoid-joints.ts';
import { trunkOf } from './trunk.ts';

export type HumanoidFit = {
  readonly skeleton: Skeleton;
  /** What the body did not show, so that proportions stand for it. Empty: all was seen. */
  readonly assumed: readonly ('legs' | 'neck' | `${Side}Arm`)[];
};

/** Where the spine bends, as parts of the way from the hip joints to the neck [L]. */
const SPINE = { hips: 0.05, spine: 0.3, chest: 0.6 } as const;
/** Of the way from the spine to the shoulder joint. */
const CLAVICLE_RATIO = 0.3;
/** Half the neck, as a part of all that is above its middle. */
const HALF_NECK_RATIO = 0.12;

/** @param body not empty: of a standing character that faces +z, arms anywhere between stretched out and hanging */
export function fitHumanoid(body: VoxelBody): HumanoidFit {
  // 1. What the body shows, from the legs up.
  const slices = slicesOf(body);
  const legs = findLegs(slices);
  const trunk = trunkOf(slices, legs);
  const neck = findNeck(slices, trunk);
  const seen = {
    left: fitArm('left', slices, legs, trunk, neck.y),
    right: fitArm('right', slices, legs, trunk, neck.y),
  };
  const [left, right] = [
    likeOther(seen.left, seen.right, slices.middleX),
    likeOther(seen.right, seen.left, slices.middleX),
  ];
  const shoulders = { left: left.at(0), right: right.at(0) };
  const shoulderY = (shoulders.left[1] + shoulders.right[1]) / 2;
  const parts = [
    armPoints('left', left),
    armPoints('right', right),
    ...SIDES.map(side => fitLeg(side, slices, legs, trunk.hipsY)),
  ];

  // 2. What is between.
  const spineAt = (ratio: number) => trunk.middleAt(trunk.hipsY + ratio * (neck.y - trunk.hipsY));
  const clavicle = (shoulder: Point) => between(trunk.middleAt(shoulderY), shoulder, CLAVICLE_RATIO);
  const halfNeck = HALF_NECK_RATIO * (slices.topY - neck.y);
  const joints: Partial<Record<HumanoidJoint, Point>> = {
    hips: spineAt(SPINE.hips),
    spine: spineAt(SPINE.spine),
    chest: spineAt(SPINE.chest),
    neck: trunk.middleAt(neck.y - halfNeck),
    head: trunk.middleAt(neck.y + halfNeck),
    leftShoulder: clavicle(shoulders.left),
    rightShoulder: clavicle(shoulders.right),
    ...Object.assign({}, ...parts.map(part => part.joints)),
  };
  const crown = trunk.middleAt(slices.topY - body.cellMetres / 2);

  // 3. All of it inside.
  const inside = HUMANOID_JOINTS.map(name => [name, moveInside(body, joints[name]!)] as const);
  return {
    skeleton: humanoidSkeleton(Object.fromEntries(inside) as Record<HumanoidJoint, Point>, {
      head: crown,
      ...Object.assign({}, ...parts.map(part => part.tips)),
    }),
    assumed: [
      ...(legs.isFound ? [] : (['legs'] as const)),
      ...(neck.isFound ? [] : (['neck'] as const)),
      ...(seen.left.isFound ? [] : (['leftArm'] as const)),
      ...(seen.right.isFound ? [] : (['rightArm'] as const)),
    ],
  };
}

/** Of two arms one may be hidden; it is then where the other one is. */
const likeOther = (arm: ArmFit, other: ArmFit, middleX: number): ArmFit =>
  arm.isFound || !other.isFound ? arm : { ...other, at: ratio => mirrored(other.at(ratio), middleX) };

const mirrored = ([x, y, z]: Point, middleX: number): Point => [2 * middleX - x, y, z];

/** A joint outside the body pulls at nothing. */
function moveInside(body: VoxelBody, point: Point): Point {
  if (body.filled[voxelAt(body, point)] === 1) return point;
  return filledVoxels(body)
    .map(voxel => voxelCentre(body, voxel))
    .reduce((a, b) => (distance(b, point) < distance(a, point) ? b : a));
}
