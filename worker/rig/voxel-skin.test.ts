import * as assert from 'uvu/assert';
import { check, near } from '../../test/kit/check.ts';
import { bend } from './bend.test-data.ts';
import { type Capsule, capsuleMesh, figureCapsules, volumeOf } from './capsule-figure.test-data.ts';
import { fitHumanoid } from './humanoid/fit-humanoid.ts';
import { type Point, pointAt } from './point.ts';
import type { Skeleton } from './skeleton.ts';
import { INFLUENCE_COUNT, type Skin } from './skin.ts';
import { voxelSkin } from './voxel-skin.ts';
import { voxelize } from './voxelize.ts';

const figure = capsuleMesh(figureCapsules(45), 0.02);
const figureBody = voxelize(figure, 128);
const { skeleton } = fitHumanoid(figureBody);
const skin = voxelSkin(figure, skeleton, figureBody);

/** By the joint's name, what moves a vertex. */
function influencesOf({ joints, weights }: Skin, names: Skeleton, vertex: number): Readonly<Record<string, number>> {
  const places = Array.from({ length: INFLUENCE_COUNT }, (_, i) => INFLUENCE_COUNT * vertex + i);
  return Object.fromEntries(places.filter(i => weights[i]! > 0).map(i => [names[joints[i]!]!.name, weights[i]!]));
}

const limb = (name: string, parent: number | undefined, position: Point, tip: Point) => ({
  name,
  parent,
  position,
  tip,
});

check('the skin of a figure', {
  'has weights of each vertex that sum to 1, at most four, and every joint has some': () => {
    const used = new Set<number>();
    for (let i = 0; i < skin.weights.length; i += INFLUENCE_COUNT) {
      const own = [...skin.weights.subarray(i, i + INFLUENCE_COUNT)];
      near(
        own.reduce((sum, weight) => sum + weight, 0),
        1,
        1e-6,
      );
      own.forEach((weight, k) => {
        if (weight > 0) used.add(skin.joints[i + k]!);
      });
    }
    assert.is(used.size, skeleton.length);
  },
  // The issue asks for 90 %; these are what one bend may take from the whole figure.
  'keeps its volume when an elbow or a knee bends by 90 degrees': () => {
    const whole = volumeOf(figure);
    const bends: readonly (readonly [string, Point, number])[] = [
      ['leftLowerArm', [0, 1, 0], 0.99],
      ['rightLowerArm', [0, -1, 0], 0.99],
      ['leftLowerLeg', [1, 0, 0], 0.98],
      ['rightLowerLeg', [1, 0, 0], 0.98],
    ];
    for (const [name, axis, ratioMin] of bends) {
      const ratio = volumeOf(bend(figure, skeleton, skin, name, axis, 90)) / whole;
      assert.ok(ratio > ratioMin && ratio < 1.01, `${name}: ${ratio}`);
    }
  },
  'moves a hand by the hand and a crown by the head': () => {
    const extreme = (score: (point: Point) => number) => {
      let best = 0;
      for (let vertex = 0; 3 * vertex < figure.positions.length; vertex += 1) {
        if (score(pointAt(figure.positions, vertex)) > score(pointAt(figure.positions, best))) best = vertex;
      }
      return influencesOf(skin, skeleton, best);
    };
    assert.ok(extreme(([x]) => x).leftHand! > 0.95);
    assert.ok(extreme(([x]) => -x).rightHand! > 0.95);
    assert.ok(extreme(([, y]) => y).head! > 0.95);
    assert.ok(extreme(([x, y]) => x - 9 * y).leftToes! > 0.5);
  },
  'of vertices at one place is one': () => {
    const twice = {
      positions: Float32Array.from([...figure.positions.subarray(0, 30), ...figure.positions.subarray(0, 30)]),
    };
    const { joints, weights } = voxelSkin(twice, skeleton, figureBody);
    assert.equal(joints.subarray(0, 40), joints.subarray(40));
    assert.equal(weights.subarray(0, 40), weights.subarray(40));
  },
});

check('the way inside the body', {
  'counts, not the way through the air': () => {
    // Two legs of a U, 4 cm apart, that meet far below.
    const capsules: Capsule[] = [
      { from: [-0.05, 1, 0], to: [-0.05, 0, 0], radius: 0.03 },
      { from: [0.05, 1, 0], to: [0.05, 0, 0], radius: 0.03 },
      { from: [-0.05, 0, 0], to: [0.05, 0, 0], radius: 0.03 },
    ];
    const mesh = capsuleMesh(capsules, 0.01);
    const names = [
      limb('bottom', undefined, [0, 0, 0], [0, 0, 0]),
      limb('left', 0, [0.05, 0, 0], [0.05, 1, 0]),
      limb('right', 0, [-0.05, 0, 0], [-0.05, 1, 0]),
    ];
    const made = voxelSkin(mesh, names, voxelize(mesh, 128));
    for (let vertex = 0; 3 * vertex < mesh.positions.length; vertex += 1) {
      const [x, y] = pointAt(mesh.positions, vertex);
      if (y < 0.5) continue;
      const own = influencesOf(made, names, vertex)[x > 0 ? 'left' : 'right'];
      assert.ok(own! > 0.999, `${own} at ${x}, ${y}`);
    }
  },
  'to a piece of its own is through the air, and the piece is moved as a whole': () => {
    const capsules: Capsule[] = [
      { from: [0, 0, 0], to: [0, 1, 0], radius: 0.05 },
      { from: [0.2, 0.35, 0], to: [0.2, 0.8, 0], radius: 0.03 },
    ];
    const mesh = capsuleMesh(capsules, 0.01);
    const names = [limb('lower', undefined, [0, 0, 0], [0, 0.5, 0]), limb('upper', 0, [0, 0.5, 0], [0, 1, 0])];
    const made = voxelSkin(mesh, names, voxelize(mesh, 100));
    for (let vertex = 0; 3 * vertex < mesh.positions.length; vertex += 1) {
      if (mesh.positions[3 * vertex]! < 0.1) continue;
      assert.equal(influencesOf(made, names, vertex), { upper: 1 });
    }
  },
});
