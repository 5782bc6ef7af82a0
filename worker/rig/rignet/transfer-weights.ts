import type { Mesh } from '../../mesh/mesh.ts';
import { triangleTree } from '../../mesh/triangle-tree.ts';
import { pointAt } from '../point.ts';

/**
 * Weights of one mesh for the vertices of another of the same shape: of each the nearest place on the first, between the corners
 * of its triangle.
 *
 * @param weights `jointCount` of each vertex of `from`
 * @param to x, y, z of each, in the space of `from`
 */
export function transferWeights(weights: Float32Array, jointCount: number, from: Mesh, to: Float32Array): Float32Array {
  const tree = triangleTree(from);
  const transferred = new Float32Array((to.length / 3) * jointCount);
  for (let vertex = 0; 3 * vertex < to.length; vertex += 1) {
    const { triangle, weights: shares } = tree.nearest(...pointAt(to, vertex));
    shares.forEach((share, corner) => {
      const source = jointCount * from.indices[3 * triangle + corner]!;
      for (let joint = 0; joint < jointCount; joint += 1) {
        transferred[jointCount * vertex + joint]! += share * weights[source + joint]!;
      }
    });
  }
  return transferred;
}
