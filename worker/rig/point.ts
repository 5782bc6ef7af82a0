/** Points and directions in space: x, y, z in metres, y up. A character faces +z, so its left is at +x. */
export type Point = readonly [x: number, y: number, z: number];

export const add = (a: Point, b: Point): Point => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
export const subtract = (a: Point, b: Point): Point => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
export const scale = (a: Point, factor: number): Point => [factor * a[0], factor * a[1], factor * a[2]];
export const dot = (a: Point, b: Point): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const distance = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
/** `a` at 0, `b` at 1. */
export const between = (a: Point, b: Point, ratio: number): Point => add(scale(a, 1 - ratio), scale(b, ratio));

/** The vertex of that number. */
export const pointAt = (positions: ArrayLike<number>, vertex: number): Point => [
  positions[3 * vertex]!,
  positions[3 * vertex + 1]!,
  positions[3 * vertex + 2]!,
];

/** From a point to the nearest of a segment, in metres. A segment without length is a point. */
export function segmentDistance(point: Point, from: Point, to: Point): number {
  const along = subtract(to, from);
  const lengthSquared = dot(along, along);
  const ratio = lengthSquared === 0 ? 0 : dot(subtract(point, from), along) / lengthSquared;
  return distance(point, between(from, to, Math.min(1, Math.max(0, ratio))));
}
