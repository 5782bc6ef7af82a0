import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { dropIdleJoints } from './drop-idle-joints.ts';
import type { Skeleton } from './skeleton.ts';

/** root - a - b, root - c - d; of these b moves something. */
const skeleton: Skeleton = [
  { name: 'root', parent: undefined, position: [0, 0, 0] },
  { name: 'c', parent: 0, position: [0, 0, 1] },
  { name: 'a', parent: 0, position: [1, 0, 0] },
  { name: 'd', parent: 1, position: [0, 0, 2] },
  { name: 'b', parent: 2, position: [2, 0, 0] },
];
const moving = (joint: number) => ({ joints: Uint16Array.of(joint, 3, 0, 0), weights: Float32Array.of(1, 0, 0, 0) });

check('joints that move nothing', {
  'are dropped at the ends, and stay where others hang on them': () => {
    const made = dropIdleJoints(skeleton, moving(4));
    assert.equal(
      made.skeleton.map(({ name, parent }) => [name, parent]),
      [
        ['root', undefined],
        ['a', 0],
        ['b', 1],
      ],
    );
    assert.equal([...made.skin.joints], [2, 0, 0, 0]);
    assert.equal([...made.skin.weights], [1, 0, 0, 0]);
  },
  'are never the root': () => {
    assert.equal(
      dropIdleJoints(skeleton, moving(1)).skeleton.map(({ name }) => name),
      ['root', 'c'],
    );
  },
  'are none where all move something': () => {
    const skin = {
      joints: Uint16Array.of(0, 1, 2, 3, 4, 0, 0, 0),
      weights: Float32Array.of(0.25, 0.25, 0.25, 0.25, 1, 0, 0, 0),
    };
    assert.equal(dropIdleJoints(skeleton, skin), { skeleton, skin });
  },
});
