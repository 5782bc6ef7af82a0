/**
 * Where an arm is, however it is held: its tip is what is farthest from the chest inside the body, and its sections are the
 * voxels that are equally far from the tip. Where they suddenly grow beside the trunk, it joins it. What is longer than an arm
 * holds something, such as a sword.
 */
import type { Point } from '../point.ts';
import { filledVoxels, type VoxelBody, voxelAt } from '../voxel-body.ts';
import { STEPS_PER_CELL, UNREACHED, voxelDistances } from '../voxel-distances.ts';
import { meanOf } from './body-slices.ts';
import { PROPORTIONS } from './proportions.ts';

export type Arm = {
  /** From the shoulder to the fingertips, in metres. */
  readonly lengthMetres: number;
  /** The middle of its section, so far from the shoulder. */
  readonly middleAt: (metres: number) => Point;
};

export type ArmSearch = {
  /** A point inside the trunk. */
  readonly chest: Point;
  readonly heightMetres: number;
  /** Whether a voxel may be of this arm. */
  readonly isCandidate: (voxel: number) => boolean;
  /** Whether a point is so near to the trunk that a shoulder may be there. */
  readonly isNearTrunk: (point: Point) => boolean;
};

/** Parts of the body's height. What is shorter is no arm; what is longer is one with something in its hand. */
const LENGTH_LEAST = 0.12;
const LENGTH_MOST = 1.15 * PROPORTIONS.armLength;
/** How far from its shoulder something in a hand may reach. */
const REACH_MOST = 1.5;
/** A section so many times as large as that of the arm is not of the arm any more. */
const JOIN_RATIO = 2;
/** What is not so many times as long as it is thick is a bulge. */
const SLENDER_RATIO = 1.6;

/** @returns undefined when there is none, or when it does not come apart from the trunk, as an arm that lies on it */
export function findArm(
  body: VoxelBody,
  { chest, heightMetres, isCandidate, isNearTrunk }: ArmSearch,
): Arm | undefined {
  const fromChest = voxelDistances(body, [{ voxel: voxelAt(body, chest), cells: 0 }]);
  const reached = filledVoxels(body).filter(voxel => fromChest[voxel] !== UNREACHED && isCandidate(voxel));
  if (reached.length === 0) return undefined;
  const tip = reached.reduce((a, b) => (fromChest[b]! > fromChest[a]! ? b : a));

  // 1. The join: beside the trunk, a section that is larger than usual on the way there.
  const sections = sectionsFrom(body, tip, REACH_MOST * heightMetres);
  const cellsOf = (part: number) => Math.round((part * heightMetres) / body.cellMetres);
  const arrival = sections.findIndex((section, i) => i >= cellsOf(LENGTH_LEAST) && isNearTrunk(meanOf(body, section)));
  // Its middle half, where it is as thick as it is usually; beyond an arm's length there may be a sword.
  const armCells = Math.min(arrival, cellsOf(PROPORTIONS.armLength));
  const middle = sections.slice(
    Math.max(0, Math.round(arrival - 0.75 * armCells)),
    Math.max(1, Math.round(arrival - 0.25 * armCells)),
  );
  const ordinary = medianOf(middle.map(({ length }) => length));
  const join = sections.findIndex(({ length }, i) => i >= arrival && length > JOIN_RATIO * ordinary);
  const thickCells = 2 * Math.sqrt(ordinary / Math.PI);
  if (arrival === -1 || join === -1 || join < SLENDER_RATIO * thickCells) return undefined;

  // 2. Its length, and places along it from there.
  const lengthCells = join > cellsOf(LENGTH_MOST) ? cellsOf(PROPORTIONS.armLength) : join;
  return {
    lengthMetres: lengthCells * body.cellMetres,
    middleAt: metres => {
      const cells = Math.max(0, join - 1 - Math.round(metres / body.cellMetres));
      return meanOf(body, sections[cells]!);
    },
  };
}

/** Voxels by their distance from the tip, a cell a section. None is empty: whoever is farther came through the one before. */
function sectionsFrom(body: VoxelBody, tip: number, lengthMetres: number): number[][] {
  const distances = voxelDistances(body, [{ voxel: tip, cells: 0 }]);
  const sections: number[][] = Array.from({ length: Math.ceil(lengthMetres / body.cellMetres) }, () => []);
  distances.forEach((steps, voxel) => {
    if (steps !== UNREACHED) sections[Math.floor(steps / STEPS_PER_CELL)]?.push(voxel);
  });
  return sections.filter(section => section.length > 0);
}

function medianOf(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
