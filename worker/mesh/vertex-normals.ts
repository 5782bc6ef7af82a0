import { areaNormal } from './measures.ts';
import type { Mesh } from './mesh.ts';

/**
 * One of length 1 per vertex: the mean of its triangles', by area. (0, 0, 1) where they cancel out or there are none.
 *
 * @returns x y z per vertex
 */
export function vertexNormals(mesh: Mesh): Float32Array {
  const { positions, indices } = mesh;
  const normals = new Float32Array(positions.length);
  for (let triangle = 0; triangle < indices.length / 3; triangle += 1) {
    const [x, y, z] = areaNormal(mesh, triangle);
    for (let corner = 0; corner < 3; corner += 1) {
      const vertex = 3 * indices[3 * triangle + corner]!;
      normals[vertex]! += x;
      normals[vertex + 1]! += y;
      normals[vertex + 2]! += z;
    }
  }
  for (let i = 0; i < normals.length; i += 3) {
    const length = Math.hypot(normals[i]!, normals[i + 1]!, normals[i + 2]!);
    if (length > 0) for (let axis = 0; axis < 3; axis += 1) normals[i + axis]! /= length;
    else normals[i + 2] = 1;
  }
  return normals;
}
