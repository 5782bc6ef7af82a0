/** The edges of a mesh, each once, with the triangles on either side of it counted. */
import type { Mesh } from './mesh.ts';

export type EdgeList = {
  /** Two per edge, the lower first. In the order of the lower ones. */
  readonly vertices: Uint32Array;
  /** How often a triangle runs along the edge from its lower vertex to the higher, and how often the other way. */
  readonly upCounts: Uint8Array;
  readonly downCounts: Uint8Array;
};

/** Counts stop at 255. Edges from a vertex to itself are left out. */
export function edgeListOf({ positions, indices }: Pick<Mesh, 'positions' | 'indices'>): EdgeList {
  const vertexCount = positions.length / 3;
  // 1. All half-edges, in buckets by their lower vertex.
  const starts = new Uint32Array(vertexCount + 1);
  const lower = (i: number) => Math.min(indices[i]!, indices[nextCorner(i)]!);
  for (let i = 0; i < indices.length; i += 1) starts[lower(i) + 1]! += 1;
  for (let vertex = 0; vertex < vertexCount; vertex += 1) starts[vertex + 1]! += starts[vertex]!;
  const fill = starts.slice();
  const highers = new Uint32Array(indices.length);
  const isUp = new Uint8Array(indices.length);
  for (let i = 0; i < indices.length; i += 1) {
    const [from, to] = [indices[i]!, indices[nextCorner(i)]!];
    const place = fill[Math.min(from, to)]!++;
    highers[place] = Math.max(from, to);
    isUp[place] = from < to ? 1 : 0;
  }

  // 2. In a bucket of about six, equal ones are found by looking at all.
  const vertices = new Uint32Array(2 * indices.length);
  const upCounts = new Uint8Array(indices.length);
  const downCounts = new Uint8Array(indices.length);
  let edgeCount = 0;
  for (let vertex = 0; vertex < vertexCount; vertex += 1) {
    const firstEdge = edgeCount;
    for (let place = starts[vertex]!; place < starts[vertex + 1]!; place += 1) {
      const higher = highers[place]!;
      if (higher === vertex) continue;
      let edge = firstEdge;
      while (edge < edgeCount && vertices[2 * edge + 1] !== higher) edge += 1;
      if (edge === edgeCount) {
        vertices[2 * edge] = vertex;
        vertices[2 * edge + 1] = higher;
        edgeCount += 1;
      }
      const counts = isUp[place] === 1 ? upCounts : downCounts;
      if (counts[edge]! < 255) counts[edge]! += 1;
    }
  }
  return {
    vertices: vertices.slice(0, 2 * edgeCount),
    upCounts: upCounts.slice(0, edgeCount),
    downCounts: downCounts.slice(0, edgeCount),
  };
}

/** The corner after this one in its triangle. */
export const nextCorner = (i: number): number => (i % 3 === 2 ? i - 2 : i + 1);
