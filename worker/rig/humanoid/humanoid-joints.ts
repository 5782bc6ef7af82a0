/**
 * The joints of a humanoid, by their names in VRM 1.0 (VRMC_vrm-1.0, humanoid.md; read in several programs that use it,
 * 2026-11-28 [H]), which engines and converters know. Left is the character's own.
 */
import type { Point } from '../point.ts';
import type { Skeleton } from '../skeleton.ts';

export const SIDES = ['left', 'right'] as const;
export type Side = (typeof SIDES)[number];
/** A character faces +z, so its left is at +x. */
export const signOf = (side: Side): 1 | -1 => (side === 'left' ? 1 : -1);

type Limbs = `${Side}${'Shoulder' | 'UpperArm' | 'LowerArm' | 'Hand' | 'UpperLeg' | 'LowerLeg' | 'Foot' | 'Toes'}`;
type Trunk = 'hips' | 'spine' | 'chest' | 'neck' | 'head';
export type HumanoidJoint = Trunk | Limbs;

const limbParents = (side: Side): readonly (readonly [HumanoidJoint, HumanoidJoint])[] => [
  [`${side}Shoulder`, 'chest'],
  [`${side}UpperArm`, `${side}Shoulder`],
  [`${side}LowerArm`, `${side}UpperArm`],
  [`${side}Hand`, `${side}LowerArm`],
  [`${side}UpperLeg`, 'hips'],
  [`${side}LowerLeg`, `${side}UpperLeg`],
  [`${side}Foot`, `${side}LowerLeg`],
  [`${side}Toes`, `${side}Foot`],
];

const PARENTS: readonly (readonly [HumanoidJoint, HumanoidJoint | undefined])[] = [
  ['hips', undefined],
  ['spine', 'hips'],
  ['chest', 'spine'],
  ['neck', 'chest'],
  ['head', 'neck'],
  ...SIDES.flatMap(limbParents),
];

export const HUMANOID_JOINTS: readonly HumanoidJoint[] = PARENTS.map(([name]) => name);

/** Of a part of the body: its joints, and where what they move ends. */
export type HumanoidPoints = {
  readonly joints: Readonly<Partial<Record<HumanoidJoint, Point>>>;
  readonly tips: Readonly<Partial<Record<HumanoidJoint, Point>>>;
};

export function humanoidSkeleton(
  positions: Readonly<Record<HumanoidJoint, Point>>,
  tips: HumanoidPoints['tips'],
): Skeleton {
  return PARENTS.map(([name, parent]) => ({
    name,
    parent: parent === undefined ? undefined : HUMANOID_JOINTS.indexOf(parent),
    position: positions[name],
    tip: tips[name],
  }));
}
