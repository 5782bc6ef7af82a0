import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { bonesOf, type Skeleton, skeletonProblems, subtreeOf } from './skeleton.ts';

const skeleton: Skeleton = [
  { name: 'hips', parent: undefined, position: [0, 1, 0] },
  { name: 'chest', parent: 0, position: [0, 1.4, 0], tip: [0, 1.8, 0] },
  { name: 'thigh', parent: 0, position: [0.1, 0.9, 0] },
  { name: 'shin', parent: 2, position: [0.1, 0.5, 0] },
];

check('a skeleton', {
  'has a bone to each child, and one to each tip': () => {
    assert.equal(bonesOf(skeleton), [
      { joint: 0, from: [0, 1, 0], to: [0, 1.4, 0] },
      { joint: 0, from: [0, 1, 0], to: [0.1, 0.9, 0] },
      { joint: 1, from: [0, 1.4, 0], to: [0, 1.8, 0] },
      { joint: 2, from: [0.1, 0.9, 0], to: [0.1, 0.5, 0] },
      { joint: 3, from: [0.1, 0.5, 0], to: [0.1, 0.5, 0] },
    ]);
  },
  'moves with a joint what hangs on it': () => {
    assert.equal([...subtreeOf(skeleton, 2)], [2, 3]);
    assert.is(subtreeOf(skeleton, 0).size, 4);
  },
  'is one when it has one root and names of its own': () => {
    assert.equal(skeletonProblems(skeleton), []);
    assert.equal(skeletonProblems([]), ['it has no joint']);
    const faulty: Skeleton = [
      { name: 'a', parent: undefined, position: [0, 0, 0] },
      { name: 'a', parent: 2, position: [0, Number.NaN, 0] },
      { name: 'b', parent: undefined, position: [0, 0, 0] },
    ];
    assert.equal(skeletonProblems(faulty), [
      'it has two joints called a',
      'joint a has no parent before it',
      'joint a is nowhere',
      'joint b has no parent before it',
    ]);
  },
});
