/** The room that a mesh takes, as voxels. Invariant: the outermost voxels are empty, so that every filled one has all its neighbours. */
import type { Point } from './point.ts';

export type VoxelBody = {
  /** The outer corner of the first voxel. */
  readonly origin: Point;
  readonly cellMetres: number;
  readonly counts: readonly [x: number, y: number, z: number];
  /** 1 where inside or at the surface, else 0. x runs fastest, z slowest. */
  readonly filled: Uint8Array;
};

/** Steps from one voxel to the next along x, y and z. */
export const stridesOf = ({ counts }: Pick<VoxelBody, 'counts'>): readonly [number, number, number] => [
  1,
  counts[0],
  counts[0] * counts[1],
];

/** The middle of a voxel. */
export function voxelCentre({ origin, cellMetres, counts: [x, y] }: VoxelBody, index: number): Point {
  const cells = [index % x, Math.floor(index / x) % y, Math.floor(index / (x * y))] as const;
  return [
    origin[0] + (cells[0] + 0.5) * cellMetres,
    origin[1] + (cells[1] + 0.5) * cellMetres,
    origin[2] + (cells[2] + 0.5) * cellMetres,
  ];
}

/** The voxel that a point is in; of a point beyond them all, the nearest that has all its neighbours. */
export function voxelAt({ origin, cellMetres, counts }: VoxelBody, point: Point): number {
  const cell = (axis: 0 | 1 | 2) =>
    Math.min(counts[axis] - 2, Math.max(1, Math.floor((point[axis] - origin[axis]) / cellMetres)));
  return cell(0) + counts[0] * (cell(1) + counts[1] * cell(2));
}

/** The voxel itself and the 26 around it, as steps, each with its length in cells. */
export function neighbourhood(body: Pick<VoxelBody, 'counts'>): readonly { step: number; lengthCells: number }[] {
  const [sx, sy, sz] = stridesOf(body);
  const offsets = [-1, 0, 1] as const;
  return offsets.flatMap(z =>
    offsets.flatMap(y => offsets.map(x => ({ step: x * sx + y * sy + z * sz, lengthCells: Math.hypot(x, y, z) }))),
  );
}

/** In the order of their numbers. */
export function filledVoxels({ filled }: VoxelBody): number[] {
  const voxels: number[] = [];
  filled.forEach((value, voxel) => {
    if (value === 1) voxels.push(voxel);
  });
  return voxels;
}
