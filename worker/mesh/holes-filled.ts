import { edgeListOf } from './edge-list.ts';
import type { Mesh } from './mesh.ts';

export type HolesFilled = { readonly mesh: Mesh; readonly holeCount: number };

/**
 * Every hole closed by a fan of triangles around a new vertex in its middle. What a rim meets itself in, or what is no manifold,
 * may stay open.
 */
export function holesFilled(mesh: Mesh): HolesFilled {
  const { vertices, upCounts, downCounts } = edgeListOf(mesh);
  // A rim runs against the direction that its one triangle gives the edge.
  const next = new Map<number, number>();
  upCounts.forEach((up, edge) => {
    const down = downCounts[edge]!;
    if (up + down !== 1) return;
    const [low, high] = [vertices[2 * edge]!, vertices[2 * edge + 1]!];
    if (up === 1) next.set(high, low);
    else next.set(low, high);
  });

  const centres: number[] = [];
  const fans: number[] = [];
  let holeCount = 0;
  for (const start of [...next.keys()]) {
    const rim = takeRim(next, start);
    if (rim === undefined) continue;
    const centre = mesh.positions.length / 3 + holeCount;
    for (let axis = 0; axis < 3; axis += 1) {
      centres.push(rim.reduce((sum, vertex) => sum + mesh.positions[3 * vertex + axis]!, 0) / rim.length);
    }
    rim.forEach((vertex, i) => {
      fans.push(vertex, rim[(i + 1) % rim.length]!, centre);
    });
    holeCount += 1;
  }
  return {
    mesh: {
      positions: Float32Array.from([...mesh.positions, ...centres]),
      indices: Uint32Array.from([...mesh.indices, ...fans]),
    },
    holeCount,
  };
}

/** The rim from this vertex back to it, taken out of the map; undefined when it does not come back. */
function takeRim(next: Map<number, number>, start: number): number[] | undefined {
  const rim: number[] = [];
  let vertex = start;
  do {
    const following = next.get(vertex);
    if (following === undefined) return undefined;
    next.delete(vertex);
    rim.push(vertex);
    vertex = following;
  } while (vertex !== start);
  return rim.length >= 3 ? rim : undefined;
}
