/** A skeleton. Invariant: one root, which comes first, and every joint after its parent. */
import type { Point } from './point.ts';

export type Joint = {
  readonly name: string;
  /** Its place in the skeleton; undefined of the root. */
  readonly parent: number | undefined;
  readonly position: Point;
  /** Of a joint without children: where what it moves ends. Absent: at the joint itself. */
  readonly tip?: Point | undefined;
};
export type Skeleton = readonly Joint[];

/** What a joint moves: all that is nearer to its segments than to others'. */
export type Bone = {
  readonly joint: number;
  readonly from: Point;
  readonly to: Point;
};

/** From each joint to each of its children, or to its tip. Every joint has at least one. */
export function bonesOf(skeleton: Skeleton): Bone[] {
  return skeleton.flatMap(({ position, tip }, joint) => {
    const ends = skeleton.filter(({ parent }) => parent === joint).map(child => child.position);
    return (ends.length > 0 ? ends : [tip ?? position]).map(to => ({ joint, from: position, to }));
  });
}

/** Where a skeleton is none; each a sentence. */
export function skeletonProblems(skeleton: Skeleton): string[] {
  const names = skeleton.map(({ name }) => name);
  return [
    ...(skeleton.length === 0 ? ['it has no joint'] : []),
    ...names.filter((name, i) => names.indexOf(name) !== i).map(name => `it has two joints called ${name}`),
    ...skeleton.flatMap(({ name, parent, position }, i) => {
      const isParentBefore = i === 0 ? parent === undefined : parent !== undefined && parent >= 0 && parent < i;
      return [
        ...(isParentBefore ? [] : [`joint ${name} has no parent before it`]),
        ...(position.every(Number.isFinite) ? [] : [`joint ${name} is nowhere`]),
      ];
    }),
  ];
}

/** The joint and all below it. */
export function subtreeOf(skeleton: Skeleton, joint: number): ReadonlySet<number> {
  const members = new Set([joint]);
  skeleton.forEach(({ parent }, i) => {
    if (parent !== undefined && members.has(parent)) members.add(i);
  });
  return members;
}
