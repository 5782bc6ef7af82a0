import type { Mesh } from './mesh.ts';
import { triangleTree } from './triangle-tree.ts';

/**
 * How far two surfaces are apart at worst, in metres, either way: measured at all vertices and the middles of all triangles, so
 * that the true distance may be a little larger.
 */
export const hausdorffDistance = (a: Mesh, b: Mesh): number => Math.max(distanceTo(a, b), distanceTo(b, a));

function distanceTo(from: Mesh, to: Mesh): number {
  const { nearest } = triangleTree(to);
  const { positions: p, indices } = from;
  let worst = 0;
  const look = (x: number, y: number, z: number) => {
    worst = Math.max(worst, nearest(x, y, z).distance);
  };
  for (let i = 0; i < p.length; i += 3) look(p[i]!, p[i + 1]!, p[i + 2]!);
  for (let i = 0; i < indices.length; i += 3) {
    const [a, b, c] = [3 * indices[i]!, 3 * indices[i + 1]!, 3 * indices[i + 2]!];
    look((p[a]! + p[b]! + p[c]!) / 3, (p[a + 1]! + p[b + 1]! + p[c + 1]!) / 3, (p[a + 2]! + p[b + 2]! + p[c + 2]!) / 3);
  }
  return worst;
}
