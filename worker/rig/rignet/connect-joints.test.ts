import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check, near } from '../../../test/kit/check.ts';
import { capsuleMesh } from '../capsule-figure.test-data.ts';
import type { Point } from '../point.ts';
import { type Skeleton, skeletonProblems } from '../skeleton.ts';
import { voxelize } from '../voxelize.ts';
import { connectJoints, type Pair, pairFeatures, pairsOf } from './connect-joints.ts';

/** As in the figure: hips, chest, and a thigh and a shin on each side. */
const JOINTS: readonly Point[] = [
  [0, 0.5, 0],
  [0, 0.8, 0],
  [0.1, 0.5, 0],
  [-0.1, 0.5, 0],
  [0.1, 0.2, 0],
  [-0.1, 0.2, 0],
];
const BONES: readonly Pair[] = [
  [0, 1],
  [0, 2],
  [0, 3],
  [2, 4],
  [3, 5],
];
const isBone = ([a, b]: Pair) => BONES.some(([c, d]) => c === a && d === b);
const bonesIn = (skeleton: Skeleton) =>
  skeleton.flatMap(({ parent, position }) => (parent === undefined ? [] : [[skeleton[parent]!.position, position]]));

/** Kruskal's algorithm: the cost of the cheapest tree. */
function cheapest(jointCount: number, costs: readonly number[]): number {
  const groups = Array.from({ length: jointCount }, (_, i) => i);
  const pairs = pairsOf(jointCount);
  let sum = 0;
  for (const i of [...costs.keys()].sort((a, b) => costs[a]! - costs[b]!)) {
    const [a, b] = pairs[i]!.map(joint => groups[joint]!) as [number, number];
    if (a === b) continue;
    groups.forEach((group, joint) => {
      if (group === b) groups[joint] = a;
    });
    sum += costs[i]!;
  }
  return sum;
}

check('joints that are connected', {
  'are a skeleton whose bones are the likely pairs': () => {
    const skeleton = connectJoints(
      JOINTS,
      0,
      pairsOf(6).map(pair => (isBone(pair) ? 0.9 : 0.1)),
    );
    assert.equal(skeletonProblems(skeleton), []);
    assert.equal(skeleton[0], { name: 'joint0', parent: undefined, position: JOINTS[0] });
    const wanted = BONES.map(([a, b]) => JSON.stringify([JOINTS[a], JOINTS[b]]));
    assert.equal(new Set(bonesIn(skeleton).map(bone => JSON.stringify(bone))), new Set(wanted));
  },
  'are alike on both sides, even where the network saw only one': () => {
    const probabilities = pairsOf(6).map(pair => (isBone(pair) ? (pair.includes(3) ? 0.1 : 0.9) : 0.2));
    const skeleton = connectJoints(JOINTS, 0, probabilities);
    assert.is(bonesIn(skeleton).length, 5);
    for (const [from, to] of bonesIn(skeleton)) {
      const image = ([x, y, z]: Point): Point => [x === 0 ? 0 : -x, y, z];
      const bone = JSON.stringify([image(from!), image(to!)]);
      assert.ok(
        bonesIn(skeleton).some(other => JSON.stringify(other) === bone),
        bone,
      );
    }
  },
  'cost no more than the cheapest tree': () => {
    const jointCount = 8;
    const probability = fc.double({ min: 0.01, max: 1, noNaN: true });
    const count = pairsOf(jointCount).length;
    fc.assert(
      fc.property(fc.array(probability, { minLength: count, maxLength: count }), probabilities => {
        // On the middle plane each joint is its own image.
        const joints = Array.from({ length: jointCount }, (_, i): Point => [0, i, i % 3]);
        const skeleton = connectJoints(joints, 3, probabilities);
        const costs = probabilities.map(value => -Math.log(value));
        const pairs = pairsOf(jointCount);
        const costOf = (a: Point, b: Point) =>
          costs[pairs.findIndex(([c, d]) => [a, b].includes(joints[c]!) && [a, b].includes(joints[d]!))]!;
        const sum = bonesIn(skeleton).reduce((total, [a, b]) => total + costOf(a!, b!), 0);
        near(sum, cheapest(jointCount, costs), 1e-9);
      }),
    );
  },
  'are a tree even where nothing is likely': () => {
    assert.equal(
      skeletonProblems(
        connectJoints(
          JOINTS,
          5,
          pairsOf(6).map(() => 0),
        ),
      ),
      [],
    );
  },
});

check('what is told of a pair', {
  'is its length and how much of it is outside': () => {
    const twoLegs = capsuleMesh(
      [
        { from: [-0.3, 0, 0], to: [-0.3, 1, 0], radius: 0.1 },
        { from: [0.3, 0, 0], to: [0.3, 1, 0], radius: 0.1 },
      ],
      0.02,
    );
    const joints: Point[] = [
      [-0.3, 0, 0],
      [-0.3, 1, 0],
      [0.3, 1, 0],
    ];
    const [inside, , across] = [0, 1, 2].map(i =>
      pairFeatures(joints, pairsOf(3), voxelize(twoLegs, 88)).subarray(2 * i, 2 * i + 2),
    );
    assert.equal([...inside!], [1, 0]);
    near(across![0]!, 0.6, 1e-6);
    near(across![1]!, 4 / 6, 0.05);
  },
});
