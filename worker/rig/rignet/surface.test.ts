/** Neighbourhoods of a surface: its graph, ways along it, and the tables that networks are given. */
import * as assert from 'uvu/assert';
import { check, near } from '../../../test/kit/check.ts';
import type { Mesh } from '../../mesh/mesh.ts';
import { capsuleMesh } from '../capsule-figure.test-data.ts';
import { distance, pointAt } from '../point.ts';
import { ballTable, edgeTable, type NeighbourTable } from './neighbour-table.ts';
import { surfaceSearch } from './surface-distances.ts';
import { neighboursOf, surfaceGraph } from './surface-graph.ts';

/** Squares of side 1, each cut from its lower left to its upper right. */
function sheet(columns: number, rows: number): Mesh {
  const at = (x: number, y: number) => x + y * (columns + 1);
  const positions = Array.from({ length: (columns + 1) * (rows + 1) }, (_, i) => [
    i % (columns + 1),
    Math.floor(i / (columns + 1)),
    0,
  ]);
  const squares = Array.from({ length: columns * rows }, (_, i) => [i % columns, Math.floor(i / columns)] as const);
  const indices = squares.flatMap(([x, y]) => [
    [at(x, y), at(x + 1, y), at(x + 1, y + 1)],
    [at(x, y), at(x + 1, y + 1), at(x, y + 1)],
  ]);
  return { positions: Float32Array.from(positions.flat()), indices: Uint32Array.from(indices.flat()) };
}
const rowOf = ({ vertices, width }: NeighbourTable, vertex: number) =>
  [...vertices.subarray(width * vertex, width * (vertex + 1))].map(Number);

check('ways along a surface', {
  'are sums of edges': () => {
    const search = surfaceSearch(surfaceGraph(sheet(4, 4)));
    const to = (vertex: number) => search(0).find(reached => reached.vertex === vertex)!.distance;
    near(to(24), 4 * Math.SQRT2, 1e-12);
    near(to(4), 4, 1e-12);
    // No edge goes down to the right: from (0, 4) to (4, 0) along the sides.
    const across = search(20).find(reached => reached.vertex === 4)!;
    near(across.distance, 8, 1e-12);
  },
  'come in the order of their lengths, and end where they are too long': () => {
    const search = surfaceSearch(surfaceGraph(sheet(9, 9)));
    const all = search(0);
    assert.is(all.length, 100);
    assert.equal(
      all.map(reached => reached.distance),
      all.map(reached => reached.distance).toSorted((a, b) => a - b),
    );
    const near0 = search(0, 1.5);
    assert.equal(
      near0,
      all.filter(reached => reached.distance <= 1.5),
    );
    assert.is(search(0).length, 100, 'one search leaves nothing behind');
  },
  'around a ball are at least as long as its arcs, and little longer': () => {
    const ball = capsuleMesh([{ from: [0, 0, 0], to: [0, 0, 0], radius: 1 }], 0.12);
    for (const { vertex, distance: way } of surfaceSearch(surfaceGraph(ball))(0)) {
      const arc = 2 * Math.asin(Math.min(1, distance(pointAt(ball.positions, vertex), pointAt(ball.positions, 0)) / 2));
      assert.ok(way >= 0.97 * arc && way <= 1.25 * arc + 0.15, `${way} for ${arc}`);
    }
  },
});

check('a table of neighbours', {
  'has the vertex, those joined to it, and the vertex again': () => {
    const graph = surfaceGraph(sheet(2, 2));
    const table = edgeTable(graph);
    assert.is(table.width, 7, 'the middle has six');
    assert.equal(rowOf(table, 2), [2, ...neighboursOf(graph, 2), 2, 2, 2, 2]);
    assert.equal(new Set(rowOf(table, 0)), new Set([0, 1, 3, 4]));
  },
  'of a ball has those within it': () => {
    const table = ballTable(surfaceGraph(sheet(4, 4)), 1.2, 10);
    assert.is(table.width, 5);
    assert.equal(new Set(rowOf(table, 12)), new Set([12, 7, 17, 11, 13]));
  },
  'of a crowded ball has so many, near and far, the same every time': () => {
    const graph = surfaceGraph(sheet(20, 20));
    const table = ballTable(graph, 5, 10);
    assert.is(table.width, 11);
    const middle = 10 * 21 + 10;
    const reached = surfaceSearch(graph)(middle, 5);
    const distances = rowOf(table, middle).map(vertex => reached.find(other => other.vertex === vertex)!.distance);
    assert.is(distances[0], 0);
    assert.ok(distances[1]! < 2.5 && distances.at(-1)! > 4.5, String(distances));
    assert.equal(ballTable(graph, 5, 10), table);
  },
});
