/** Shapes of which is known what they are, as meshes. */
import { CAPSULE_FIGURE, type Capsule, capsuleDensity } from '../triposr/capsule-figure.ts';
import { DENSITY_LEVEL } from '../triposr/contract.ts';
import { type Field, sealSides } from './field.ts';
import { marchingCubes } from './marching-cubes.ts';
import type { Mesh, Point } from './mesh.ts';

/** Metres to the surface, below 0 inside. */
export type Shape = (...point: Point) => number;

export const sphere: Shape = (x, y, z) => Math.hypot(x, y, z) - 0.6;
/** Stands upright, around the z axis. */
export const torus: Shape = (x, y, z) => Math.hypot(Math.hypot(x, y) - 0.5, z) - 0.2;

/** Not quite metres away from the surface. */
const shapeOf =
  (capsules: readonly Capsule[]): Shape =>
  (...point) =>
    -Math.log(capsuleDensity(capsules, point) / DENSITY_LEVEL);

export const humanoid: Shape = shapeOf(CAPSULE_FIGURE);
export const quadruped: Shape = shapeOf([
  { a: [0, 0.1, -0.35], b: [0, 0.12, 0.35], radius: 0.17 },
  { a: [0, 0.2, 0.4], b: [0, 0.45, 0.55], radius: 0.1 },
  { a: [0, 0.48, 0.56], b: [0, 0.44, 0.68], radius: 0.09 },
  { a: [0, 0.15, -0.45], b: [0, 0.4, -0.65], radius: 0.05 },
  ...[-1, 1].flatMap(x =>
    [-0.35, 0.35].map((z): Capsule => ({ a: [0.1 * x, 0, z], b: [0.14 * x, -0.5, z], radius: 0.075 })),
  ),
]);
/** A box with round edges, like a stout robot. */
export const block: Shape = (x, y, z) => {
  const beyond = [Math.abs(x) - 0.35, Math.abs(y) - 0.5, Math.abs(z) - 0.25].map(value => value + 0.1);
  return Math.hypot(...beyond.map(value => Math.max(value, 0))) + Math.min(Math.max(...beyond), 0) - 0.1;
};

/** Values above 0 are inside. */
export function fieldOf(shape: Shape, cells: number, halfSide = 0.87): Field {
  const count = cells + 1;
  const step = (2 * halfSide) / cells;
  const values = new Float32Array(count ** 3);
  const at = (i: number) => -halfSide + step * i;
  let place = 0;
  for (let z = 0; z < count; z += 1)
    for (let y = 0; y < count; y += 1) for (let x = 0; x < count; x += 1) values[place++] = -shape(at(x), at(y), at(z));
  const field: Field = { values, counts: [count, count, count], origin: [-halfSide, -halfSide, -halfSide], step };
  sealSides(field, -1);
  return field;
}

export const meshOf = (shape: Shape, cells = 64): Mesh => marchingCubes(fieldOf(shape, cells), 0);

/** A unit cube's surface, seen from outside; twelve triangles. */
export const CUBE: Mesh = {
  positions: Float32Array.from([0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 1, 0, 0, 0, 1, 1, 0, 1, 0, 1, 1, 1, 1, 1]),
  indices: Uint32Array.from([
    ...[0, 2, 3, 0, 3, 1],
    ...[4, 5, 7, 4, 7, 6],
    ...[0, 1, 5, 0, 5, 4],
    ...[2, 6, 7, 2, 7, 3],
    ...[0, 4, 6, 0, 6, 2],
    ...[1, 3, 7, 1, 7, 5],
  ]),
};

/** The cube without its last two triangles: a hole with a rim of four edges. */
export const OPEN_CUBE: Mesh = { ...CUBE, indices: CUBE.indices.slice(0, 30) };
