/**
 * From a mesh to the voxels inside it. A voxel is inside when two of three rays through its middle, along x, y and z, say so:
 * a hole in the mesh lies in the way of few rays. A ray says so when it went in more often than out, or the other way round,
 * so that parts may overlap and a mesh that is inside out will do.
 */
import type { Mesh } from '../mesh/mesh.ts';
import { add, distance, type Point, pointAt, scale, subtract } from './point.ts';
import { stridesOf, type VoxelBody, voxelAt } from './voxel-body.ts';

/** A ray through an edge would meet both its triangles or none; this far from the middle, in cells, there are no edges. */
const OFF_CENTRE = [0.0137, 0.0071, 0.0103] as const;
const EMPTY_MARGIN_CELLS = 2;

/**
 * @param cellCount along the mesh's longest side
 * @throws Error for a mesh without triangles or without extent
 */
export function voxelize(mesh: Mesh, cellCount: number): VoxelBody {
  const { least, sides } = boxOf(mesh.positions);
  const longest = Math.max(...sides);
  if (mesh.indices.length === 0 || !(longest > 0)) throw new Error('there is no body in a mesh without triangles');
  const cellMetres = longest / cellCount;
  const count = (side: number) => Math.max(1, Math.ceil(side / cellMetres)) + 2 * EMPTY_MARGIN_CELLS;
  const counts = [count(sides[0]), count(sides[1]), count(sides[2])] as const;
  const origin = subtract(least, scale([1, 1, 1], EMPTY_MARGIN_CELLS * cellMetres));
  const body = { origin, cellMetres, counts, filled: new Uint8Array(counts[0] * counts[1] * counts[2]) };

  const votes = new Uint8Array(body.filled.length);
  for (const axis of [0, 1, 2] as const) voteAlong(axis, mesh, body, votes);
  body.filled.forEach((_, index) => {
    body.filled[index] = votes[index]! >= 2 ? 1 : 0;
  });
  fillSurface(mesh, body);
  return body;
}

function boxOf(positions: Float32Array): { least: Point; sides: Point } {
  const least: [number, number, number] = [Infinity, Infinity, Infinity];
  const most: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  positions.forEach((value, i) => {
    const axis = (i % 3) as 0 | 1 | 2;
    least[axis] = Math.min(least[axis], value);
    most[axis] = Math.max(most[axis], value);
  });
  return { least, sides: subtract(most, least) };
}

/** Each triangle changes, from where a ray meets it on, how often the ray is inside. */
function voteAlong(axis: 0 | 1 | 2, { positions, indices }: Mesh, body: VoxelBody, votes: Uint8Array): void {
  const { counts } = body;
  const strides = stridesOf(body);
  const [u, v] = [(axis + 1) % 3, (axis + 2) % 3] as [0 | 1 | 2, 0 | 1 | 2];
  const changes = new Int16Array(votes.length);
  const inCells = (vertex: number): Point =>
    scale(subtract(pointAt(positions, vertex), body.origin), 1 / body.cellMetres);
  for (let i = 0; i < indices.length; i += 3) {
    const [a, b, c] = [inCells(indices[i]!), inCells(indices[i + 1]!), inCells(indices[i + 2]!)];
    const area = (b[u] - a[u]) * (c[v] - a[v]) - (b[v] - a[v]) * (c[u] - a[u]);
    if (area === 0) continue;
    const range = (side: 0 | 1 | 2) => ({
      first: Math.max(0, Math.ceil(Math.min(a[side], b[side], c[side]) - 0.5 - OFF_CENTRE[side])),
      last: Math.min(counts[side] - 1, Math.floor(Math.max(a[side], b[side], c[side]) - 0.5 - OFF_CENTRE[side])),
    });
    const [us, vs] = [range(u), range(v)];
    for (let row = vs.first; row <= vs.last; row += 1) {
      for (let column = us.first; column <= us.last; column += 1) {
        const [x, y] = [column + 0.5 + OFF_CENTRE[u], row + 0.5 + OFF_CENTRE[v]];
        const second = ((x - a[u]) * (c[v] - a[v]) - (y - a[v]) * (c[u] - a[u])) / area;
        const third = ((b[u] - a[u]) * (y - a[v]) - (b[v] - a[v]) * (x - a[u])) / area;
        if (second < 0 || third < 0 || second + third > 1) continue;
        const depth = a[axis] + second * (b[axis] - a[axis]) + third * (c[axis] - a[axis]);
        const cell = Math.max(0, Math.ceil(depth - 0.5));
        if (cell < counts[axis])
          changes[column * strides[u] + row * strides[v] + cell * strides[axis]]! += area > 0 ? 1 : -1;
      }
    }
  }
  for (let row = 0; row < counts[v]; row += 1) {
    for (let column = 0; column < counts[u]; column += 1) {
      let winding = 0;
      for (let cell = 0; cell < counts[axis]; cell += 1) {
        const index = column * strides[u] + row * strides[v] + cell * strides[axis];
        winding += changes[index]!;
        if (winding !== 0) votes[index]! += 1;
      }
    }
  }
}

/** What is thinner than a voxel has no middle inside, and would be missing; so is what two rays see through. */
function fillSurface({ positions, indices }: Mesh, body: VoxelBody): void {
  for (let i = 0; i < indices.length; i += 3) {
    const [a, b, c] = [0, 1, 2].map(corner => pointAt(positions, indices[i + corner]!)) as [Point, Point, Point];
    const longest = Math.max(distance(a, b), distance(b, c), distance(c, a));
    const steps = Math.max(1, Math.ceil((2 * longest) / body.cellMetres));
    const [right, up] = [scale(subtract(b, a), 1 / steps), scale(subtract(c, a), 1 / steps)];
    for (let row = 0; row <= steps; row += 1) {
      for (let column = 0; row + column <= steps; column += 1) {
        body.filled[voxelAt(body, add(a, add(scale(right, column), scale(up, row))))] = 1;
      }
    }
  }
}
