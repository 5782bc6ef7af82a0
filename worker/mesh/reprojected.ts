import type { Mesh } from './mesh.ts';
import { vertexNormals } from './vertex-normals.ts';

/**
 * How dense it is at points, above 0.
 *
 * @param points x y z each, in metres
 */
export type DensityAt = (points: Float32Array) => Promise<Float32Array>;

/**
 * Moves each vertex along its normal onto the surface where the density crosses the level. Asks for the density twice per
 * vertex: at `reach` outside and inside. Where the surface is not between the two, the vertex stays.
 *
 * Between them the logarithm of the density counts as linear: TripoSR's is the exponential of what its last layer gives.
 *
 * @param reach in metres; no vertex moves further
 */
export async function reprojected(mesh: Mesh, densityAt: DensityAt, level: number, reach: number): Promise<Mesh> {
  const { positions } = mesh;
  const normals = vertexNormals(mesh);
  const at = (side: number) => densityAt(positions.map((value, i) => value + side * reach * normals[i]!));
  const outer = await at(1);
  const inner = await at(-1);
  const moved = positions.slice();
  for (let vertex = 0; vertex < outer.length; vertex += 1) {
    const [above, below] = [overLevel(inner[vertex]!, level), overLevel(outer[vertex]!, level)];
    if (!(above > 0 && below <= 0)) continue;
    // Of the way from inside to outside.
    const ratio = above / (above - below);
    for (let axis = 0; axis < 3; axis += 1) {
      moved[3 * vertex + axis]! += (2 * ratio - 1) * reach * normals[3 * vertex + axis]!;
    }
  }
  return { ...mesh, positions: moved };
}

/** A density of 0 has no logarithm. */
const DENSITY_MIN = 1e-6;

const overLevel = (density: number, level: number): number => Math.log(Math.max(density, DENSITY_MIN) / level);
