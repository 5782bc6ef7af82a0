/** A standing figure of capsules, and its density: what the decoder that stands in for TripoSR's is made of. */
import type { Point } from '../mesh/mesh.ts';
import { DENSITY_LEVEL } from './contract.ts';

export type Capsule = { readonly a: Point; readonly b: Point /** In metres. */; readonly radius: number };

const bothSides = (capsule: Capsule): Capsule[] => {
  const mirrored = ([x, y, z]: Point): Point => [-x, y, z];
  return [capsule, { ...capsule, a: mirrored(capsule.a), b: mirrored(capsule.b) }];
};

/** In metres, arms held away from the body, 1.5 m high, facing +z: its feet point there. */
export const CAPSULE_FIGURE: readonly Capsule[] = [
  { a: [0, 0.6, 0], b: [0, 0.64, 0], radius: 0.11 },
  { a: [0, 0.42, 0], b: [0, 0.55, 0], radius: 0.05 },
  { a: [0, 0.34, 0], b: [0, 0.12, 0], radius: 0.13 },
  { a: [0, 0.1, 0], b: [0, 0, 0], radius: 0.13 },
  ...bothSides({ a: [0.08, 0.38, 0], b: [0.17, 0.38, 0], radius: 0.065 }),
  ...bothSides({ a: [0.17, 0.38, 0], b: [0.36, 0.2, 0], radius: 0.055 }),
  ...bothSides({ a: [0.36, 0.2, 0], b: [0.53, 0.04, 0], radius: 0.045 }),
  ...bothSides({ a: [0.53, 0.04, 0], b: [0.58, -0.01, 0], radius: 0.045 }),
  ...bothSides({ a: [0.1, -0.03, 0], b: [0.13, -0.35, 0], radius: 0.08 }),
  ...bothSides({ a: [0.13, -0.35, 0], b: [0.145, -0.68, 0], radius: 0.06 }),
  ...bothSides({ a: [0.145, -0.69, 0], b: [0.145, -0.7, 0.15], radius: 0.05 }),
];

/** Per metre: how steeply a capsule's density falls. Two that meet are filleted over about 1 / FALL. */
export const DENSITY_FALL = 60;

/**
 * The level on the surface of a capsule that stands alone, and the exponential of the depth below it: where several overlap, their
 * sum.
 *
 * @returns above 0; inside where it is above DENSITY_LEVEL
 */
export function capsuleDensity(capsules: readonly Capsule[], point: Point): number {
  let sum = 0;
  for (const capsule of capsules) sum += Math.exp(-DENSITY_FALL * distanceTo(capsule, point));
  return DENSITY_LEVEL * sum;
}

function distanceTo({ a, b, radius }: Capsule, point: Point): number {
  const [ux, uy, uz] = [b[0] - a[0], b[1] - a[1], b[2] - a[2]];
  const [x, y, z] = [point[0] - a[0], point[1] - a[1], point[2] - a[2]];
  const ratio = Math.min(1, Math.max(0, (x * ux + y * uy + z * uz) / (ux * ux + uy * uy + uz * uz)));
  return Math.hypot(x - ratio * ux, y - ratio * uy, z - ratio * uz) - radius;
}
