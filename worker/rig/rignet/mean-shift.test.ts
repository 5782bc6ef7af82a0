import * as assert from 'uvu/assert';
import { check, near } from '../../../test/kit/check.ts';
import { distance, type Point, pointAt } from '../point.ts';
import { meanShift, type WeightedPoints } from './mean-shift.ts';

/** Numbers 0..1, the same every time (Lehmer). */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48271) % 0x7fffffff) / 0x7fffffff;
}

/** Points around centres, each as far as three numbers bring it. */
function crowds(count: number, centres: readonly Point[], spread: number): WeightedPoints {
  const next = numbersFrom(7);
  const around = () => (next() + next() + next() - 1.5) * spread;
  const positions = Array.from({ length: count }, (_, i) =>
    centres[i % centres.length]!.map(value => value + around()),
  );
  return {
    positions: Float64Array.from(positions.flat()),
    weights: Float64Array.from({ length: count }, () => next()),
  };
}

/** One round over all pairs, as the paper writes it. */
function shiftedOnce({ positions, weights }: WeightedPoints, bandwidth: number): Float64Array {
  return positions.map((value, i) => {
    const own = pointAt(positions, Math.floor(i / 3));
    let [sum, moment] = [0, 0];
    weights.forEach((weight, other) => {
      const share = weight * Math.max(0, 1 - (distance(own, pointAt(positions, other)) / bandwidth) ** 2);
      sum += share;
      moment += share * (positions[3 * other + (i % 3)]! - value);
    });
    return sum === 0 ? value : value + moment / sum;
  });
}

const CENTRES: readonly Point[] = [
  [0, 0, 0],
  [1, 0, 0],
  [0, 2, -1],
];

check('mean shift', {
  'brings each crowd together at its middle': () => {
    const points = crowds(300, CENTRES, 0.1);
    const { positions } = meanShift(points, 0.3);
    for (let i = 0; i < 300; i += 1) assert.ok(distance(pointAt(positions, i), CENTRES[i % 3]!) < 0.03);
  },
  'moves as it would over all pairs': () => {
    const points = crowds(200, CENTRES, 0.3);
    let naive = points.positions;
    for (let round = 0; round < 60; round += 1) naive = shiftedOnce({ ...points, positions: naive }, 0.25);
    meanShift(points, 0.25).positions.forEach((value, i) => {
      near(value, naive[i]!, 2e-3);
    });
  },
  'says how much of all weight is near': () => {
    const { positions, densities } = meanShift(
      { positions: Float64Array.of(0, 0, 0, 0.1, 0, 0, 9, 9, 9), weights: Float64Array.of(1, 3, 4) },
      1,
    );
    near(positions[0]!, 0.075, 1e-3);
    near(densities[0]!, 0.5, 1e-3);
    near(densities[2]!, 0.5, 1e-12);
  },
  'leaves what weighs nothing where it is': () => {
    const points = { positions: Float64Array.of(1, 2, 3), weights: Float64Array.of(0) };
    assert.equal(meanShift(points, 1), { positions: points.positions, densities: Float64Array.of(0) });
    assert.is(meanShift({ positions: new Float64Array(0), weights: new Float64Array(0) }, 1).positions.length, 0);
  },
  // The bound, for a machine that does nothing else; here others work beside it.
  'of 6,000 points takes at most 2 s': () => {
    const next = numbersFrom(3);
    const centres = Array.from({ length: 24 }, (): Point => [next() - 0.5, next(), next() * 0.3 - 0.15]);
    const points = crowds(6000, centres, 0.04);
    const beginning = process.cpuUsage();
    meanShift(points, 0.0429);
    const seconds = process.cpuUsage(beginning).user / 1e6;
    assert.ok(seconds < 2, `${seconds} s`);
  },
});
