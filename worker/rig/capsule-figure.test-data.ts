/** Closed meshes of capsules, by surface nets on a grid: figures of known proportions, for whatever wants a body. */
import type { Mesh } from '../mesh/mesh.ts';
import { type Point, segmentDistance } from './point.ts';

export type Capsule = { readonly from: Point; readonly to: Point; readonly radius: number };

const mirrored = ({ from, to, radius }: Capsule): Capsule => ({
  from: [-from[0], from[1], from[2]],
  to: [-to[0], to[1], to[2]],
  radius,
});
const both = (capsules: readonly Capsule[]): Capsule[] => capsules.flatMap(capsule => [capsule, mirrored(capsule)]);

/** Where the joints of the figure are, on its left. Its elbow and knee are where two capsules meet. */
export const FIGURE = {
  heightMetres: 1.75,
  shoulder: [0.19, 1.42, 0],
  knee: [0.11, 0.5, 0],
  hip: [0.1, 0.92, 0],
  ankle: [0.12, 0.08, 0],
} as const;

/** @param armDegrees below the horizontal: 0 is a T-pose, 45 an A-pose */
export function armOf(armDegrees: number): { elbow: Point; wrist: Point; fingertip: Point } {
  const [sine, cosine] = [Math.sin((armDegrees * Math.PI) / 180), Math.cos((armDegrees * Math.PI) / 180)];
  const at = (metres: number): Point => [
    FIGURE.shoulder[0] + metres * cosine,
    FIGURE.shoulder[1] - metres * sine,
    FIGURE.shoulder[2],
  ];
  return { elbow: at(0.29), wrist: at(0.54), fingertip: at(0.72) };
}

/** A person 1.75 m tall that faces +z. */
export function figureCapsules(armDegrees: number): Capsule[] {
  const { elbow, wrist, fingertip } = armOf(armDegrees);
  const { shoulder, hip, knee, ankle } = FIGURE;
  return [
    { from: [0, 1.62, 0.01], to: [0, 1.65, 0.01], radius: 0.1 },
    { from: [0, 1.4, 0], to: [0, 1.56, 0], radius: 0.055 },
    { from: [0, 0.98, 0], to: [0, 1.34, 0], radius: 0.13 },
    ...both([
      { from: [0.06, 1.4, 0], to: shoulder, radius: 0.06 },
      { from: [0.03, 0.95, 0], to: hip, radius: 0.09 },
      { from: shoulder, to: elbow, radius: 0.05 },
      { from: elbow, to: wrist, radius: 0.042 },
      { from: wrist, to: [fingertip[0] - 0.035, fingertip[1], fingertip[2]], radius: 0.035 },
      { from: hip, to: knee, radius: 0.075 },
      { from: knee, to: ankle, radius: 0.055 },
      { from: [0.12, 0.05, -0.02], to: [0.13, 0.045, 0.15], radius: 0.045 },
    ]),
  ];
}

/** @param cellMetres of the grid; detail is about as fine */
export function capsuleMesh(capsules: readonly Capsule[], cellMetres: number): Mesh {
  const reach = (axis: 0 | 1 | 2, sign: 1 | -1) =>
    sign *
    Math.max(...capsules.flatMap(({ from, to, radius }) => [sign * from[axis] + radius, sign * to[axis] + radius]));
  const axes = [0, 1, 2] as const;
  const origin = axes.map(axis => reach(axis, -1) - 1.5 * cellMetres) as unknown as Point;
  const counts = axes.map(axis => Math.ceil((reach(axis, 1) - origin[axis]) / cellMetres) + 2) as [
    number,
    number,
    number,
  ];
  const distances = new Float32Array(counts[0] * counts[1] * counts[2]).fill(Infinity);
  for (const { from, to, radius } of capsules) {
    // Around it only: elsewhere another capsule is nearer, or none is and the sign says enough.
    const [xs, ys, zs] = axes.map(axis => {
      const cellOf = (metres: number) => (metres - origin[axis]) / cellMetres;
      const first = Math.max(0, Math.floor(cellOf(Math.min(from[axis], to[axis]) - radius)) - 1);
      const last = Math.min(counts[axis] - 1, Math.ceil(cellOf(Math.max(from[axis], to[axis]) + radius)) + 1);
      return Array.from({ length: last - first + 1 }, (_, i) => first + i);
    }) as [number[], number[], number[]];
    for (const z of zs) {
      for (const y of ys) {
        for (const x of xs) {
          const point: Point = [origin[0] + x * cellMetres, origin[1] + y * cellMetres, origin[2] + z * cellMetres];
          const i = x + counts[0] * (y + counts[1] * z);
          distances[i] = Math.min(distances[i]!, segmentDistance(point, from, to) - radius);
        }
      }
    }
  }
  return surfaceNet(distances, counts, origin, cellMetres);
}

/** One vertex in each cell that the surface passes, and a quad around each edge that it cuts (Gibson 1998). */
function surfaceNet(
  values: Float32Array,
  counts: readonly [number, number, number],
  origin: Point,
  cellMetres: number,
): Mesh {
  const strides = [1, counts[0], counts[0] * counts[1]] as const;
  const corners = [0, 1, 2, 3, 4, 5, 6, 7].map(bits => [bits & 1, (bits >> 1) & 1, bits >> 2] as const);
  const edges = corners.flatMap(a => corners.map(b => [a, b] as const)).filter(([a, b]) => isEdge(a, b));
  const at = (cell: number, [x, y, z]: readonly [number, number, number]) =>
    values[cell + x * strides[0] + y * strides[1] + z * strides[2]]!;
  const positions: number[] = [];
  const vertexOf = new Int32Array(values.length).fill(-1);
  const isLast = (cell: number) =>
    [0, 1, 2].some(axis => Math.floor(cell / strides[axis]!) % counts[axis]! === counts[axis]! - 1);
  for (let cell = 0; cell < values.length; cell += 1) {
    // Far from the surface nothing was reckoned.
    if (values[cell] === Infinity || isLast(cell)) continue;
    const cuts = edges.filter(([a, b]) => at(cell, a) < 0 !== at(cell, b) < 0);
    if (cuts.length === 0) continue;
    vertexOf[cell] = positions.length / 3;
    for (const axis of [0, 1, 2] as const) {
      const sum = cuts.reduce((total, [a, b]) => {
        const ratio = at(cell, a) / (at(cell, a) - at(cell, b));
        return total + a[axis] + ratio * (b[axis] - a[axis]);
      }, 0);
      const base = Math.floor(cell / strides[axis]) % counts[axis];
      positions.push(origin[axis] + (base + sum / cuts.length) * cellMetres);
    }
  }
  const indices: number[] = [];
  for (let cell = 0; cell < values.length; cell += 1) {
    if (vertexOf[cell] === -1) continue;
    for (const axis of [0, 1, 2] as const) {
      const isInside = values[cell]! < 0;
      if (isInside === values[cell + strides[axis]]! < 0) continue;
      const [u, v] = [strides[((axis + 1) % 3) as 0]!, strides[((axis + 2) % 3) as 0]!];
      const [a, b, c, d] = [cell - u - v, cell - v, cell, cell - u].map(around => vertexOf[around]!) as [
        number,
        number,
        number,
        number,
      ];
      indices.push(...(isInside ? [a, b, c, a, c, d] : [a, c, b, a, d, c]));
    }
  }
  return { positions: Float32Array.from(positions), indices: Uint32Array.from(indices) };
}

const isEdge = (a: readonly number[], b: readonly number[]): boolean =>
  a.every((value, i) => value <= b[i]!) && a.reduce((sum, value, i) => sum + b[i]! - value, 0) === 1;

/** Six times the tetrahedra from the origin: positive when triangles are counter-clockwise from outside. In cubic metres. */
export function volumeOf({ positions, indices }: Mesh): number {
  let sum = 0;
  for (let i = 0; i < indices.length; i += 3) {
    const [a, b, c] = [0, 1, 2].map(corner => 3 * indices[i + corner]!) as [number, number, number];
    sum +=
      positions[a]! * (positions[b + 1]! * positions[c + 2]! - positions[b + 2]! * positions[c + 1]!) +
      positions[a + 1]! * (positions[b + 2]! * positions[c]! - positions[b]! * positions[c + 2]!) +
      positions[a + 2]! * (positions[b]! * positions[c + 1]! - positions[b + 1]! * positions[c]!);
  }
  return sum / 6;
}
