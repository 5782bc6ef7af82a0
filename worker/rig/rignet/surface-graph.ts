/** A mesh as a graph: its vertices, and its edges with their lengths. Ways along the surface are sums of edges. */
import { edgeListOf } from '../../mesh/edge-list.ts';
import type { Mesh } from '../../mesh/mesh.ts';
import { distance, pointAt } from '../point.ts';

export type SurfaceGraph = {
  readonly vertexCount: number;
  /** Neighbours of vertex v are `neighbours[starts[v]]` to before `neighbours[starts[v + 1]]`. */
  readonly starts: Uint32Array;
  readonly neighbours: Uint32Array;
  /** Of the edge to each neighbour, in the unit of the mesh. */
  readonly lengths: Float64Array;
};

export function surfaceGraph(mesh: Mesh): SurfaceGraph {
  const { vertices } = edgeListOf(mesh);
  const vertexCount = mesh.positions.length / 3;
  const starts = new Uint32Array(vertexCount + 1);
  for (const vertex of vertices) starts[vertex + 1]! += 1;
  for (let vertex = 0; vertex < vertexCount; vertex += 1) starts[vertex + 1]! += starts[vertex]!;
  const filled = starts.slice();
  const neighbours = new Uint32Array(vertices.length);
  const lengths = new Float64Array(vertices.length);
  for (let i = 0; i < vertices.length; i += 2) {
    const [a, b] = [vertices[i]!, vertices[i + 1]!];
    const length = distance(pointAt(mesh.positions, a), pointAt(mesh.positions, b));
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const) {
      lengths[filled[from]!] = length;
      neighbours[filled[from]!++] = to;
    }
  }
  return { vertexCount, starts, neighbours, lengths };
}

export const neighboursOf = ({ starts, neighbours }: SurfaceGraph, vertex: number): Uint32Array =>
  neighbours.subarray(starts[vertex]!, starts[vertex + 1]!);
