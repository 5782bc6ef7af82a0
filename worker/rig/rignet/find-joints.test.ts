import * as assert from 'uvu/assert';
import { check } from '../../../test/kit/check.ts';
import { distance, type Point } from '../point.ts';
import type { VoxelBody } from '../voxel-body.ts';
import { findJoints } from './find-joints.ts';

/** A cube of 2 around the origin, all of it inside. */
const filled = new Uint8Array(20 ** 3).fill(1);
const everywhere: VoxelBody = { origin: [-1, -1, -1], cellMetres: 0.1, counts: [20, 20, 20], filled };
const nowhere: VoxelBody = { ...everywhere, filled: new Uint8Array(20 ** 3) };

/** `count` votes within 0.01 of each place, each worth as much as is said. */
const votesFor = (places: readonly (readonly [Point, number])[], count = 20) => {
  const votes = places.flatMap(([[x, y, z], attention]) =>
    Array.from({ length: count }, (_, i) => ({
      position: [x + 0.01 * Math.sin(i), y + 0.01 * Math.cos(i), z + 0.01 * Math.sin(3 * i)],
      attention,
    })),
  );
  return {
    positions: Float32Array.from(votes.flatMap(vote => vote.position)),
    attention: Float32Array.from(votes, vote => vote.attention),
  };
};
const findIn = (places: readonly (readonly [Point, number])[], body = everywhere) => findJoints(votesFor(places), body);
const areAt = (joints: readonly Point[], wanted: readonly Point[]) => {
  assert.is(joints.length, wanted.length, JSON.stringify(joints));
  joints.forEach((joint, i) => {
    assert.ok(distance(joint, wanted[i]!) < 0.012, `${joint} is not ${wanted[i]}`);
  });
};

check('joints', {
  'are where many point, on the middle plane first, then left and right alike': () => {
    areAt(
      findIn([
        [[0.005, 0.5, 0], 0.9],
        [[0.3, 0.2, 0.1], 0.9],
        [[-0.3, 0.2, 0.1], 0.8],
      ]),
      [
        [0, 0.5, 0],
        [0.3, 0.2, 0.1],
        [-0.3, 0.2, 0.1],
      ],
    );
  },
  'that only one side points at are on both': () => {
    areAt(findIn([[[-0.4, 0.1, 0], 0.5]]), [
      [0.4, 0.1, 0],
      [-0.4, 0.1, 0],
    ]);
  },
  'are not where nobody means it': () =>
    areAt(
      findIn([
        [[0, 0, 0], 0.9],
        [[0.5, 0.5, 0], 0.0009],
      ]),
      [[0, 0, 0]],
    ),
  'are not outside the body': () => assert.equal(findIn([[[0, 0, 0], 1]], nowhere), []),
  'are one where two crowds are nearer than the kernel reaches': () => {
    assert.is(
      findIn([
        [[0, 0, 0], 1],
        [[0, 0.03, 0], 1],
      ]).length,
      1,
    );
    assert.is(
      findIn([
        [[0, 0, 0], 1],
        [[0, 0.12, 0], 1],
      ]).length,
      2,
    );
  },
  'are none when nothing votes': () => {
    assert.equal(findJoints({ positions: new Float32Array(0), attention: new Float32Array(0) }, everywhere), []);
  },
});
