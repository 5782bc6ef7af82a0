/**
 * Neighbourhoods as tables: a row of each vertex with as many columns as the largest has members, filled up with the vertex
 * itself. Networks that take the largest over a neighbourhood that includes the vertex are blind to what fills it up, so that a
 * gather from a table is the same as messages along edges.
 */
import { surfaceSearch } from './surface-distances.ts';
import { neighboursOf, type SurfaceGraph } from './surface-graph.ts';

export type NeighbourTable = {
  readonly width: number;
  /** Row by row; the first of each is the vertex itself. */
  readonly vertices: BigInt64Array;
};

/** Vertices joined by an edge. */
export const edgeTable = (graph: SurfaceGraph): NeighbourTable =>
  tableOf(Array.from({ length: graph.vertexCount }, (_, vertex) => [...neighboursOf(graph, vertex)]));

/**
 * Vertices at most so far along the surface. Of more than `countMax` evenly many from near to far: RigNet takes them at random,
 * and what is not random is the same on every machine.
 */
export function ballTable(graph: SurfaceGraph, radius: number, countMax: number): NeighbourTable {
  const search = surfaceSearch(graph);
  return tableOf(
    Array.from({ length: graph.vertexCount }, (_, vertex) => {
      const around = search(vertex, radius).slice(1);
      const count = Math.min(countMax, around.length);
      return Array.from({ length: count }, (_, i) => around[Math.floor(((i + 1) * around.length) / count) - 1]!.vertex);
    }),
  );
}

function tableOf(rows: readonly (readonly number[])[]): NeighbourTable {
  const width = 1 + Math.max(...rows.map(row => row.length));
  const vertices = new BigInt64Array(width * rows.length);
  rows.forEach((row, vertex) => {
    for (let column = 0; column < width; column += 1) {
      vertices[width * vertex + column] = BigInt(column === 0 ? vertex : (row[column - 1] ?? vertex));
    }
  });
  return { width, vertices };
}
