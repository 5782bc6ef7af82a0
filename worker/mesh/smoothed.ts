import { edgeListOf } from './edge-list.ts';
import type { Mesh } from './mesh.ts';

/** Taubin, "A signal processing approach to fair surface design", SIGGRAPH 1995: a step in, and a slightly longer one out. */
const IN = 0.5;
const OUT = -0.53;

/**
 * Without the steps that a grid leaves, and about as thick as before: each round moves every vertex towards the middle of its
 * neighbours, then away from it.
 *
 * @param rounds whole, 0 or more
 */
export function smoothed(mesh: Mesh, rounds: number): Mesh {
  const { vertices } = edgeListOf(mesh);
  let positions = mesh.positions;
  for (let round = 0; round < rounds; round += 1) {
    positions = moved(positions, vertices, IN);
    positions = moved(positions, vertices, OUT);
  }
  return { ...mesh, positions };
}

/** @param edges two vertices each */
function moved(positions: Float32Array, edges: Uint32Array, ratio: number): Float32Array {
  const sums = new Float32Array(positions.length);
  const counts = new Uint32Array(positions.length / 3);
  for (let i = 0; i < edges.length; i += 2) {
    const [a, b] = [edges[i]!, edges[i + 1]!];
    counts[a]! += 1;
    counts[b]! += 1;
    for (let axis = 0; axis < 3; axis += 1) {
      sums[3 * a + axis]! += positions[3 * b + axis]!;
      sums[3 * b + axis]! += positions[3 * a + axis]!;
    }
  }
  return positions.map((value, i) => {
    const count = counts[Math.floor(i / 3)]!;
    return count === 0 ? value : value + ratio * (sums[i]! / count - value);
  });
}
