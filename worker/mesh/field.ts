/** Values on the points of a regular grid, such as a density. */
import type { Point } from './mesh.ts';

export type Field = {
  /** One per grid point, x fastest, then y, then z. */
  readonly values: Float32Array;
  /** Grid points along x, y and z. */
  readonly counts: readonly [x: number, y: number, z: number];
  /** Where the first grid point is, in metres. */
  readonly origin: Point;
  /** From one grid point to the next, in metres. */
  readonly step: number;
};

/** Puts a value on all points of the grid's six sides, so that no surface leaves through them. */
export function sealSides({ values, counts: [nx, ny, nz] }: Field, value: number): void {
  for (let z = 0; z < nz; z += 1) {
    for (let y = 0; y < ny; y += 1) {
      const row = nx * (y + ny * z);
      if (z === 0 || z === nz - 1 || y === 0 || y === ny - 1) values.fill(value, row, row + nx);
      else values[row] = values[row + nx - 1] = value;
    }
  }
}
