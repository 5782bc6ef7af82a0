import * as assert from 'uvu/assert';
import { check, near } from '../../test/kit/check.ts';
import type { Mesh } from '../mesh/mesh.ts';
import { capsuleMesh, volumeOf } from './capsule-figure.test-data.ts';
import { distance, type Point, pointAt, segmentDistance } from './point.ts';
import { filledVoxels, type VoxelBody, voxelAt, voxelCentre } from './voxel-body.ts';
import { voxelize } from './voxelize.ts';

const from: Point = [0.1, 0, 0];
const to: Point = [0.2, 1, 0.3];
const capsule = capsuleMesh([{ from, to, radius: 0.2 }], 0.02);
const body = voxelize(capsule, 60);

/** Voxels that are more than a cell's diagonal on the wrong side of the capsule's surface. */
function wrongVoxels({ filled, cellMetres, ...rest }: VoxelBody): number {
  const metres = (voxel: number) =>
    segmentDistance(voxelCentre({ filled, cellMetres, ...rest }, voxel), from, to) - 0.2;
  return filled.reduce(
    (count, value, voxel) => count + (metres(voxel) * (value ? 1 : -1) > 1.8 * cellMetres ? 1 : 0),
    0,
  );
}

const flipped = ({ positions, indices }: Mesh): Mesh => ({ positions, indices: indices.toReversed() });
/** Without the triangles that touch the ball of 0.15 around a point. */
function withHole({ positions, indices }: Mesh, around: Point): Mesh {
  const kept: number[] = [];
  for (let i = 0; i < indices.length; i += 3) {
    const corners = [...indices.subarray(i, i + 3)];
    if (!corners.some(corner => distance(pointAt(positions, corner), around) < 0.15)) kept.push(...corners);
  }
  assert.ok(kept.length < indices.length);
  return { positions, indices: Uint32Array.from(kept) };
}

check('the voxels of a body', {
  'are those inside it and at its surface': () => {
    assert.is(wrongVoxels(body), 0);
    const exact = Math.PI * 0.2 ** 2 * (distance(from, to) + (4 / 3) * 0.2);
    near(volumeOf(capsule), exact, 0.01 * exact);
    assert.ok(filledVoxels(body).length * body.cellMetres ** 3 > exact);
  },
  'do not reach the outermost of the grid': () => {
    const [x, y, z] = body.counts;
    const isOutermost = (voxel: number) =>
      [
        [voxel % x, x],
        [Math.floor(voxel / x) % y, y],
        [Math.floor(voxel / (x * y)), z],
      ].some(([cell, count]) => cell === 0 || cell === count! - 1);
    assert.not(filledVoxels(body).some(isOutermost));
  },
  'are found by a point and back': () => {
    for (const voxel of filledVoxels(body)) assert.is(voxelAt(body, voxelCentre(body, voxel)), voxel);
    assert.is(body.filled[voxelAt(body, [99, -99, 0])], 0, 'beyond them all');
  },
  'are the same for a mesh that is inside out': () => assert.equal(voxelize(flipped(capsule), 60), body),
  'are nearly the same for a mesh with a hole, above or below': () => {
    for (const around of [
      [0.2, 1.2, 0.3],
      [0.1, -0.2, 0],
    ] as const) {
      assert.ok(wrongVoxels(voxelize(withHole(capsule, around), 60)) < 0.002 * filledVoxels(body).length);
    }
  },
  'are there where the body is thinner than they are': () => {
    const sheet: Mesh = { positions: Float32Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0), indices: Uint32Array.of(0, 1, 2) };
    near(filledVoxels(voxelize(sheet, 20)).length, (20 * 20) / 2, 25);
  },
  'are none of a mesh without triangles': () => {
    assert.throws(
      () => voxelize({ positions: new Float32Array(9), indices: new Uint32Array(0) }, 9),
      /without triangles/,
    );
  },
});
