import type { Mesh } from './mesh.ts';

/** Cubic metres inside a closed mesh; below zero when its triangles are seen from inside. Of an open one it means little. */
export function signedVolume({ positions: p, indices }: Mesh): number {
  let sum = 0;
  for (let i = 0; i < indices.length; i += 3) {
    const [a, b, c] = [3 * indices[i]!, 3 * indices[i + 1]!, 3 * indices[i + 2]!];
    sum +=
      p[a]! * (p[b + 1]! * p[c + 2]! - p[b + 2]! * p[c + 1]!) +
      p[a + 1]! * (p[b + 2]! * p[c]! - p[b]! * p[c + 2]!) +
      p[a + 2]! * (p[b]! * p[c + 1]! - p[b + 1]! * p[c]!);
  }
  return sum / 6;
}

/**
 * Per triangle: a vector that stands on it, as long as twice its area in square metres.
 *
 * @param triangle its number
 */
export function areaNormal({ positions: p, indices }: Mesh, triangle: number): [number, number, number] {
  const [a, b, c] = [0, 1, 2].map(corner => 3 * indices[3 * triangle + corner]!) as [number, number, number];
  const [ux, uy, uz] = [p[b]! - p[a]!, p[b + 1]! - p[a + 1]!, p[b + 2]! - p[a + 2]!];
  const [vx, vy, vz] = [p[c]! - p[a]!, p[c + 1]! - p[a + 1]!, p[c + 2]! - p[a + 2]!];
  return [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
}

/** Square metres. */
export function surfaceArea(mesh: Mesh): number {
  let sum = 0;
  for (let triangle = 0; triangle < mesh.indices.length / 3; triangle += 1)
    sum += Math.hypot(...areaNormal(mesh, triangle));
  return sum / 2;
}
