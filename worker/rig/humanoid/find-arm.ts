/**
 * Where an arm is, however it is held: its tip is what is farthest from the chest inside the body, and its sections are the
 * voxels that are equally far from the tip. Where they suddenly grow, it joins the trunk.
 */
import type { Point } from '../point.ts';
import { filledVoxels, type VoxelBody, voxelAt, voxelCentre } from '../voxel-body.ts';
import { STEPS_PER_CELL, UNREACHED, voxelDistances } from '../voxel-distances.ts';
import { meanOf } from './body-slices.ts';

export type Arm = {
  readonly tip: Point;
  /** From the tip to where it joins the trunk, in metres. */
  readonly lengthMetres: number;
  /** The middle of its section, so far from the tip. */
  readonly middleAt: (metres: number) => Point;
};

/** Parts of the body's height. Shorter is no arm, and longer is two. */
const LENGTH_LEAST = 0.12;
const LENGTH_MOST = 0.52;
/** A section so many times as large as that of the arm is not of the arm any more. */
const JOIN_RATIO = 2;
/** What is not so many times as long as it is thick is a bulge. */
const SLENDER_RATIO = 3;

/**
 * @param isCandidate whether a voxel may be of this arm
 * @param chest a point inside the trunk
 * @returns undefined when there is none, or when it does not come apart from the trunk, as an arm that lies on it
 */
export function findArm(
  body: VoxelBody,
  chest: Point,
  heightMetres: number,
  isCandidate: (voxel: number) => boolean,
): Arm | undefined {
  const fromChest = voxelDistances(body, [{ voxel: voxelAt(body, chest), cells: 0 }]);
  const reached = filledVoxels(body).filter(voxel => fromChest[voxel] !== UNREACHED && isCandidate(voxel));
  if (reached.length === 0) return undefined;
  const tip = reached.reduce((a, b) => (fromChest[b]! > fromChest[a]! ? b : a));

  const sections = sectionsFrom(body, tip, LENGTH_MOST * heightMetres);
  const cellCount = (part: number) => Math.round((part * heightMetres) / body.cellMetres);
  const ordinary = medianOf(
    sections.slice(cellCount(LENGTH_LEAST / 2), cellCount(2 * LENGTH_LEAST)).map(({ length }) => length),
  );
  const join = sections.findIndex(
    (section, i) => i >= cellCount(LENGTH_LEAST) && section.length > JOIN_RATIO * ordinary,
  );
  const thickCells = 2 * Math.sqrt(ordinary / Math.PI);
  if (join === -1 || join < SLENDER_RATIO * thickCells) return undefined;
  return {
    tip: voxelCentre(body, tip),
    lengthMetres: join * body.cellMetres,
    middleAt: metres => meanOf(body, sections[Math.min(join - 1, Math.max(0, Math.round(metres / body.cellMetres)))]!),
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
