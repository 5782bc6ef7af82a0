import { MeshoptSimplifier } from 'meshoptimizer';
import { compacted } from './compacted.ts';
import { extentOf, type Mesh } from './mesh.ts';

/**
 * About as few triangles as asked for, by meshoptimizer: more where fewer would move the surface further than the error allows.
 *
 * @param errorMax in metres; absent: 2 % of the longest side
 */
export async function decimated(mesh: Mesh, triangleCount: number, errorMax?: number): Promise<Mesh> {
  if (mesh.indices.length <= 3 * triangleCount) return mesh;
  await MeshoptSimplifier.ready;
  const error = errorMax ?? 0.02 * extentOf(mesh);
  const [indices] = MeshoptSimplifier.simplify(mesh.indices, mesh.positions, 3, 3 * triangleCount, error, [
    'ErrorAbsolute',
    'Regularize',
  ]);
  return compacted({ ...mesh, indices });
}
