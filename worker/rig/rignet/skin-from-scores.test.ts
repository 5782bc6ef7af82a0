import * as assert from 'uvu/assert';
import { check, near } from '../../../test/kit/check.ts';
import { capsuleMesh } from '../capsule-figure.test-data.ts';
import type { Skeleton } from '../skeleton.ts';
import { voxelize } from '../voxelize.ts';
import { farthestPoints } from './farthest-points.ts';
import { BONE_COUNT, BONE_FEATURE_COUNT, skinFeatures } from './skin-features.ts';
import { jointWeights } from './skin-from-scores.ts';
import { surfaceGraph } from './surface-graph.ts';
import { transferWeights } from './transfer-weights.ts';

const rod = capsuleMesh([{ from: [0, 0, 0], to: [0, 1, 0], radius: 0.1 }], 0.04);
const skeleton: Skeleton = [
  { name: 'low', parent: undefined, position: [0, 0, 0] },
  { name: 'high', parent: 0, position: [0, 0.5, 0] },
  { name: 'top', parent: 1, position: [0, 0.9, 0] },
];
const told = skinFeatures(rod.positions, skeleton, voxelize(rod, 88));
const vertexCount = rod.positions.length / 3;
const top = Array.from({ length: vertexCount }, (_, v) => v).reduce((a, b) =>
  rod.positions[3 * b + 1]! > rod.positions[3 * a + 1]! ? b : a,
);
/** A triangle whose vertices have the neighbours 1 and 2, 0 and 2, 0 and 1. */
const triangle = surfaceGraph({
  positions: Float32Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0),
  indices: Uint32Array.of(0, 1, 2),
});

check('what the skin network is told', {
  'is the bones nearest to each vertex, the nearest first': () => {
    assert.equal([...told.joints.subarray(BONE_COUNT * top, BONE_COUNT * (top + 1))], [2, 1, 0, -1, -1]);
    const at = BONE_COUNT * BONE_FEATURE_COUNT * top;
    const [first, second] = [0, 1].map(i =>
      told.features.subarray(at + BONE_FEATURE_COUNT * i, at + BONE_FEATURE_COUNT * (i + 1)),
    );
    assert.equal([...first!.subarray(0, 6)], [...Float32Array.of(0, 0.9, 0, 0, 0.9, 0)]);
    near(1 / first![6]!, 0.2, 0.02);
    assert.is(first![7], 1, 'no bone follows it');
    assert.equal([...second!.subarray(0, 6)], [...Float32Array.of(0, 0.5, 0, 0, 0.9, 0)]);
    assert.is(second![7], 0);
    const rest = told.features.subarray(at + 3 * BONE_FEATURE_COUNT, at + 5 * BONE_FEATURE_COUNT);
    assert.ok(rest.every(value => value === 0));
  },
});

check('weights from scores', {
  'are their softmax where all around say the same': () => {
    const scores = Float32Array.from({ length: 15 }, (_, i) => [2, 1.5, 0, 0, 900][i % 5]!);
    const joints = Int32Array.from({ length: 15 }, (_, i) => [1, 0, -1, -1, -1][i % 5]!);
    const weights = jointWeights(scores, joints, 2, triangle);
    const share = Math.exp(2) / (Math.exp(2) + Math.exp(1.5));
    for (let vertex = 0; vertex < 3; vertex += 1) {
      near(weights[2 * vertex + 1]!, share, 1e-6);
      near(weights[2 * vertex]!, 1 - share, 1e-6);
    }
  },
  'are the mean of a vertex and those around it, without the small ones': () => {
    const scores = new Float32Array(15).fill(0);
    scores.set([500, 0, 0, 0, 0], 0);
    const joints = Int32Array.from({ length: 15 }, (_, i) => [0, 1, -1, -1, -1][i % 5]!);
    // Of joint 0: 1, 1/2 and 1/2, so 2/3 everywhere, and the other third is half of that: it stays.
    const weights = jointWeights(scores, joints, 2, triangle);
    near(weights[0]!, 2 / 3, 1e-6);
    scores.set([500, 0, 0, 0, 0], 5);
    // Now 5/6, and 1/6 is less than 0.35 of it.
    near(jointWeights(scores, joints, 2, triangle)[0]!, 1, 1e-6);
  },
  'of two bones of one joint are its own': () => {
    const joints = Int32Array.from({ length: 15 }, (_, i) => [0, 0, 1, -1, -1][i % 5]!);
    near(jointWeights(new Float32Array(15), joints, 2, triangle)[0]!, 2 / 3, 1e-6);
  },
});

check('weights that are carried over', {
  'are those of the nearest place, between the corners': () => {
    const mesh = { positions: Float32Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0), indices: Uint32Array.of(0, 1, 2) };
    const weights = Float32Array.of(1, 0, 0, 1, 0, 1);
    const carried = transferWeights(weights, 2, mesh, Float32Array.of(0.25, 0, 0.1, -1, -1, 0, 0.25, 0.25, -2));
    [0.75, 0.25, 1, 0, 0.5, 0.5].forEach((value, i) => {
      near(carried[i]!, value, 1e-6);
    });
  },
});

check('points spread wide', {
  'are each the farthest from those before': () => {
    const line = [0, 1, 2, 3, 10].map(x => [x, 0, 0] as const);
    assert.equal(farthestPoints(line, 3), [0, 4, 3]);
    assert.is(farthestPoints(line, 99).length, 5);
  },
});
