/**
 * Marching cubes: the surface where a field crosses a level. Invariant: it is closed and manifold wherever the grid's own sides
 * are outside (sealSides), whatever the values are; neighbouring cubes share their vertices.
 *
 * Tried: surface nets. Fewer slivers and about as fast, but 12 of 100,000 edges of one field were not manifold (2026-11-22).
 */
import { CUBE_CASES, EDGE_CORNERS } from './cube-cases.ts';
import type { Field } from './field.ts';
import { growingFloats, growingIndices } from './growing.ts';
import type { Mesh } from './mesh.ts';

/** Of a grid step: no vertex comes closer to a grid point, where several would meet and leave triangles without area. */
const CORNER_GAP = 0.05;

const EDGES_PER_CASE_MAX = 15;
/** Edges of the triangles of each case, and how many. */
const caseEdges = new Uint8Array(256 * EDGES_PER_CASE_MAX);
const caseEdgeCounts = Uint8Array.from(CUBE_CASES, (triangles, index) => {
  caseEdges.set(triangles.flat(), index * EDGES_PER_CASE_MAX);
  return 3 * triangles.length;
});

/**
 * @param level values above it are inside
 * @returns in metres; without triangles when nothing is inside. 257^3 points took 0.2 s on one core, 0.6 s on a busy one
 * (2026-11-28, bench/mesh.ts)
 */
export function marchingCubes({ values, counts: [nx, ny, nz], origin, step }: Field, level: number): Mesh {
  const positions = growingFloats();
  const indices = growingIndices();
  const layer = nx * ny;
  /** The vertex on each edge along x, y and z that begins in this layer of grid points, and in the next. */
  let here = [0, 1, 2].map(() => new Int32Array(layer));
  let next = [0, 1, 2].map(() => new Int32Array(layer));
  const strides = [1, nx, layer];
  const cornerOffsets = [0, 1, nx, nx + 1, layer, layer + 1, layer + nx, layer + nx + 1];
  const vertices = new Uint32Array(12);
  for (const edges of [...here, ...next]) edges.fill(-1);

  /** Of the edge from a grid point along an axis. Made when it is first asked for. */
  function vertexOn(edges: Int32Array, x: number, y: number, z: number, axis: number): number {
    const place = x + nx * y;
    const known = edges[place]!;
    if (known !== -1) return known;
    const from = values[place + layer * z]! - level;
    const to = values[place + layer * z + strides[axis]!]! - level;
    const ratio = Math.min(1 - CORNER_GAP, Math.max(CORNER_GAP, from / (from - to)));
    const vertex = positions.length() / 3;
    positions.push3(
      origin[0] + step * (x + (axis === 0 ? ratio : 0)),
      origin[1] + step * (y + (axis === 1 ? ratio : 0)),
      origin[2] + step * (z + (axis === 2 ? ratio : 0)),
    );
    edges[place] = vertex;
    return vertex;
  }

  function march(x: number, y: number, z: number, inside: number): void {
    const edgeCount = caseEdgeCounts[inside]!;
    const first = inside * EDGES_PER_CASE_MAX;
    for (let i = first; i < first + edgeCount; i += 1) {
      const edge = caseEdges[i]!;
      const corner = EDGE_CORNERS[edge]![0];
      const edges = (corner & 4) === 0 ? here : next;
      const axis = edge >> 2;
      const [dx, dy, dz] = [corner & 1, (corner >> 1) & 1, corner >> 2];
      vertices[(i - first) % 3] = vertexOn(edges[axis]!, x + dx, y + dy, z + dz, axis);
      if ((i - first) % 3 === 2) indices.push3(vertices[0]!, vertices[1]!, vertices[2]!);
    }
  }

  for (let z = 0; z + 1 < nz; z += 1) {
    for (let y = 0; y + 1 < ny; y += 1) {
      let place = nx * y + layer * z;
      // Bits of the corners with the lower x; each cube hands its other four on to the next one.
      let low = quarterAt(place);
      for (let x = 0; x + 1 < nx; x += 1, place += 1) {
        const high = quarterAt(place + 1);
        const inside = low | (high << 1);
        low = high;
        if (inside !== 0 && inside !== 255) march(x, y, z, inside);
      }
    }
    [here, next] = [next, here];
    for (const edges of next) edges.fill(-1);
  }
  return { positions: positions.elements(), indices: indices.elements() };

  /** Corners 0, 2, 4 and 6 of the cube at this grid point. */
  function quarterAt(place: number): number {
    return (
      (values[place]! > level ? 1 : 0) |
      (values[place + cornerOffsets[2]!]! > level ? 4 : 0) |
      (values[place + cornerOffsets[4]!]! > level ? 16 : 0) |
      (values[place + cornerOffsets[6]!]! > level ? 64 : 0)
    );
  }
}
