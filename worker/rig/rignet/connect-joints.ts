/** From joints and how likely each pair is a bone to one tree (Xu et al. 2020, section 4.2). */
import { between, distance, type Point } from '../point.ts';
import type { Skeleton } from '../skeleton.ts';
import { type VoxelBody, voxelAt } from '../voxel-body.ts';
import { mirrored } from './find-joints.ts';

export type Pair = readonly [a: number, b: number];

/** Every two joints, once. */
export const pairsOf = (jointCount: number): Pair[] =>
  Array.from({ length: jointCount }, (_, b) => Array.from({ length: b }, (_, a): Pair => [a, b])).flat();

/** Of each pair: how far apart they are, and how much of the way between them is outside the body, 0..1. */
export function pairFeatures(joints: readonly Point[], pairs: readonly Pair[], body: VoxelBody): Float32Array {
  return Float32Array.from(
    pairs.flatMap(([a, b]) => {
      const [from, to] = [joints[a]!, joints[b]!];
      const steps = 1 + Math.ceil((2 * distance(from, to)) / body.cellMetres);
      const outside = Array.from({ length: steps + 1 }, (_, i) => between(from, to, i / steps)).filter(
        point => body.filled[voxelAt(body, point)] === 0,
      );
      return [distance(from, to), outside.length / (steps + 1)];
    }),
  );
}

/** A network is never certain, and the logarithm of 0 is no number. */
const PROBABILITY_MIN = 1e-10;

/**
 * The most likely tree: Prim's algorithm from the root, over the negative logarithms of the probabilities. A pair and its mirror
 * image are as likely as their mean, so that both sides are joined alike.
 *
 * @param probabilities of each of `pairsOf(joints.length)`
 * @returns a skeleton, root first; the joints are called joint0, joint1, ... in its order
 */
export function connectJoints(joints: readonly Point[], root: number, probabilities: ArrayLike<number>): Skeleton {
  const pairs = pairsOf(joints.length);
  const likely = new Map(pairs.map(([a, b], i) => [keyOf(a, b), probabilities[i]!]));
  const images = joints.map(joint => nearestTo(mirrored(joint), joints));
  const costOf = (a: number, b: number) => {
    const own = likely.get(keyOf(a, b))!;
    const mean = images[a] === images[b] ? own : (own + likely.get(keyOf(images[a]!, images[b]!))!) / 2;
    return -Math.log(Math.max(PROBABILITY_MIN, mean));
  };

  const order = [{ joint: root, parent: undefined as number | undefined }];
  const rest = new Set(joints.keys());
  rest.delete(root);
  while (rest.size > 0) {
    let best = { joint: -1, parent: 0, cost: Infinity };
    order.forEach(({ joint: inTree }, parent) => {
      for (const joint of rest) {
        const cost = costOf(inTree, joint);
        // Of equals the shorter bone.
        const isNearer = () =>
          distance(joints[joint]!, joints[inTree]!) < distance(joints[best.joint]!, joints[order[best.parent]!.joint]!);
        if (cost < best.cost || (cost === best.cost && isNearer())) best = { joint, parent, cost };
      }
    });
    order.push({ joint: best.joint, parent: best.parent });
    rest.delete(best.joint);
  }
  return order.map(({ joint, parent }, i) => ({ name: `joint${i}`, parent, position: joints[joint]! }));
}

const keyOf = (a: number, b: number): string => `${Math.min(a, b)} ${Math.max(a, b)}`;

const nearestTo = (point: Point, joints: readonly Point[]): number =>
  joints.reduce((best, joint, i) => (distance(joint, point) < distance(joints[best]!, point) ? i : best), 0);
