/**
 * Skin weights by the way from each bone to each vertex inside the body (Dionne and de Lasa 2013, "Geodesic voxel binding for
 * production character meshes"; written from the idea). A hand that hangs beside a thigh is near it in space and far from it
 * inside, so it is not pulled along, and a mesh need not be closed or of one piece.
 *
 * Vertices at the same place have the same weights, so that a seam of the texture does not open.
 */
import type { Mesh } from '../mesh/mesh.ts';
import { distance, type Point, pointAt, segmentDistance } from './point.ts';
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
  const jointCount = skeleton.length;
  const points = Array.from({ length: positions.length / 3 }, (_, vertex) => pointAt(positions, vertex));
  const ways = points.map(point => lastSteps(body, point));
  const voxels = filledVoxels(body);
  const weights = new Float32Array(points.length * jointCount);
  skeleton.forEach((_, joint) => {
    const own = bones.filter(bone => bone.joint === joint);
    const distances = voxelDistances(body, sourcesOf(body, own, voxels));
    ways.forEach((steps, vertex) => {
      weights[vertex * jointCount + joint] = Math.max(CELLS_MIN, cellsAlong(distances, steps)) ** -FALLOFF;
    });
  });
  points.forEach((point, vertex) => {
    const own = weights.subarray(jointCount * vertex, jointCount * (vertex + 1));
    // No bone leads there: a piece of its own, such as a sword, goes with the bone that is nearest through the air.
    if (own.every(weight => weight === 0)) own[nearestBone(point, bones).joint] = 1;
  });
  return strongestFour(weights, jointCount);
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

const nearestBone = (point: Point, bones: readonly Bone[]): Bone =>
  bones.reduce((a, b) => (segmentDistance(point, b.from, b.to) < segmentDistance(point, a.from, a.to) ? b : a));
