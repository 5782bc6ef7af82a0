import { MeshoptSimplifier } from 'meshoptimizer';
import { compacted } from './compacted.ts';
import type { Mesh } from './mesh.ts';

/**
 * Vertices in the same place as one, and without the triangles that so become lines. Files have a vertex once for each normal and
 * each texture coordinate; a surface has it once.
 */
export async function welded(mesh: Mesh): Promise<Mesh> {
  await MeshoptSimplifier.ready;
  const places = MeshoptSimplifier.generatePositionRemap(mesh.positions, 3);
  const kept: number[] = [];
  for (let i = 0; i < mesh.indices.length; i += 3) {
    const [a, b, c] = [0, 1, 2].map(corner => places[mesh.indices[i + corner]!]!) as [number, number, number];
    if (a !== b && b !== c && c !== a) kept.push(a, b, c);
  }
  return compacted({ ...mesh, indices: Uint32Array.from(kept) });
}
