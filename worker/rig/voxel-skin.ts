/**
 * Skin weights by the way from each bone to each vertex inside the body (Dionne and de Lasa 2013, "Geodesic voxel binding for
 * production character meshes"; written from the idea). A hand that hangs beside a thigh is near it in space and far from it
 * inside, so it is not pulled along, and a mesh need not be closed or of one piece.
 *
 * Vertices at the same place have the same weights, so that a seam of the texture does not open.
 */
import type { Mesh } from '../mesh/mesh.ts';
import { add, distance, type Point, pointAt, scale, segmentDistance } from './point.ts';
import { type Bone, bonesOf, type Skeleton } from './skeleton.ts';
import { type Skin, strongestFour } from './skin.ts';
import { filledVoxels, neighbourhood, type VoxelBody, voxelAt, voxelCentre } from './voxel-body.ts';
import { STEPS_PER_CELL, UNREACHED, type VoxelSource, voxelDistances } from './voxel-distances.ts';

/**
 * Weights are distances to this power. Tried on the capsule humanoid of the tests, bent at an elbow by 90 degrees: the volume
 * of the arm that is kept is in voxel-skin.test.ts.
 */
const FALLOFF = 4;
/** A vertex on a bone is not infinitely its own. */
const CELLS_MIN = 0.25;

/** @param body of that mesh */
export function voxelSkin({ positions }: Pick<Mesh, 'positions'>, skeleton: Skeleton, body: VoxelBody): Skin {
  const bones = bonesOf(skeleton);
  const points = Array.from({ length: positions.length / 3 }, (_, vertex) => pointAt(positions, vertex));
  const ofJoints = skeleton.map((_, joint) => bones.filter(bone => bone.joint === joint));
  const metres = boneDistances(points, ofJoints, body);
  return strongestFour(
    metres.map(value => (value / body.cellMetres) ** -FALLOFF),
    skeleton.length,
  );
}

/**
 * From groups of bones to points of the surface, inside the body.
 *
 * @param groups of bones; the nearest of a group counts
 * @returns in metres, of each point one for each group, never 0. Points of a piece that no bone leads to, such as a sword, are all
 *   at the group that is nearest to the piece through the air, and infinitely far from others: it is moved as a whole.
 */
export function boneDistances(
  points: readonly Point[],
  groups: readonly (readonly Bone[])[],
  body: VoxelBody,
): Float32Array {
  const ways = points.map(point => lastSteps(body, point));
  const voxels = filledVoxels(body);
  const metres = new Float32Array(points.length * groups.length);
  groups.forEach((bones, group) => {
    const inside = voxelDistances(body, sourcesOf(body, bones, voxels));
    ways.forEach((steps, point) => {
      metres[point * groups.length + group] = body.cellMetres * Math.max(CELLS_MIN, cellsAlong(inside, steps));
    });
  });
  const isLoose = (point: number) =>
    metres.subarray(groups.length * point, groups.length * (point + 1)).every(value => value === Infinity);
  for (const piece of piecesOf(body, [...points.keys()].filter(isLoose), ways)) {
    const group = nearestGroup(meanPoint(piece.map(point => points[point]!)), groups);
    for (const point of piece) metres[groups.length * point + group] = body.cellMetres;
  }
  return metres;
}

/** The filled voxels that a bone passes; of a bone that is wholly outside, the one nearest to it. */
function sourcesOf(body: VoxelBody, bones: readonly Bone[], voxels: readonly number[]): VoxelSource[] {
  const cellsTo = (voxel: number) =>
    Math.min(...bones.map(({ from, to }) => segmentDistance(voxelCentre(body, voxel), from, to))) / body.cellMetres;
  const inside = voxels.map(voxel => ({ voxel, cells: cellsTo(voxel) }));
  const passed = inside.filter(({ cells }) => cells <= 1);
  return passed.length > 0
    ? passed
    : [inside.reduce((a, b) => (b.cells < a.cells ? b : a))].map(({ voxel }) => ({ voxel, cells: 0 }));
}

type LastStep = { readonly voxel: number; readonly cells: number };

/** From the middles of the filled voxels around a point to it: with these, distances change smoothly along the surface. */
function lastSteps(body: VoxelBody, point: Point): LastStep[] {
  const own = voxelAt(body, point);
  return neighbourhood(body)
    .map(({ step }) => own + step)
    .filter(voxel => body.filled[voxel] === 1)
    .map(voxel => ({ voxel, cells: distance(point, voxelCentre(body, voxel)) / body.cellMetres }));
}

/** Infinite where no way leads. */
function cellsAlong(distances: Uint16Array, steps: readonly LastStep[]): number {
  let least = Infinity;
  for (const { voxel, cells } of steps) {
    const behind = distances[voxel]!;
    if (behind !== UNREACHED) least = Math.min(least, behind / STEPS_PER_CELL + cells);
  }
  return least;
}

/** Points by the pieces of the body that they are at. */
function piecesOf(body: VoxelBody, vertices: readonly number[], ways: readonly (readonly LastStep[])[]): number[][] {
  const pieces: number[][] = [];
  let rest = vertices;
  while (rest.length > 0) {
    const first = ways[rest[0]!]![0]!;
    const inside = voxelDistances(body, [{ voxel: first.voxel, cells: 0 }]);
    const isOfPiece = (vertex: number) => vertex === rest[0] || cellsAlong(inside, ways[vertex]!) < Infinity;
    pieces.push(rest.filter(isOfPiece));
    rest = rest.filter(vertex => !isOfPiece(vertex));
  }
  return pieces;
}

const meanPoint = (points: readonly Point[]): Point => scale(points.reduce(add), 1 / points.length);

function nearestGroup(point: Point, groups: readonly (readonly Bone[])[]): number {
  const distances = groups.map(bones => Math.min(...bones.map(({ from, to }) => segmentDistance(point, from, to))));
  return distances.indexOf(Math.min(...distances));
}
