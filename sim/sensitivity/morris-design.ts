/**
 * Which settings matter, by elementary effects (Morris 1991, Technometrics 33:161; Campolongo, Cariboni and Saltelli 2007):
 * walks through the space of all settings that change one at a time, from random starts.
 *
 * A walk of k factors needs k + 1 points and gives one effect for each, so that ten walks over forty settings are 410 points;
 * Sobol indices of the same would take some ten thousand.
 */
import type { Count } from '../../hub/units.ts';
import { createSubstream } from '../engine/substream.ts';

/** Four levels, and steps of two of them, so that each level is met equally often (Morris 1991, section 3). */
const LEVEL_COUNT = 4;
/** Length of a step, of the whole range. */
export const STEP = LEVEL_COUNT / (2 * (LEVEL_COUNT - 1));

export type Trajectory = {
  /** [factor count + 1][factor]: places in the ranges, 0..1. */
  readonly points: readonly (readonly number[])[];
  /** Which factor changed on the way to the next point. */
  readonly changed: readonly Count[];
};

/**
 * The walk with this number; the same for the same seed, whatever other walks there are.
 *
 * @example morrisTrajectory(2, 0, 1).points   // [[0, 1], [0.667, 1], [0.667, 0.333]]
 */
export function morrisTrajectory(factorCount: Count, number: Count, seed: number): Trajectory {
  const stream = createSubstream(seed, number, 'elementary-effects', 0);
  // 1. A start on the grid; each factor will go by a step towards the far end.
  const start = Array.from({ length: factorCount }, () => stream.integer(LEVEL_COUNT) / (LEVEL_COUNT - 1));
  // 2. An order (Fisher and Yates).
  const changed = Array.from({ length: factorCount }, (_, factor) => factor);
  for (let last = factorCount - 1; last > 0; last -= 1) {
    const other = stream.integer(last + 1);
    [changed[last], changed[other]] = [changed[other]!, changed[last]!];
  }
  // 3. The walk.
  const points = [start];
  for (const factor of changed) {
    const at = points.at(-1)!;
    points.push(at.map((place, index) => (index !== factor ? place : place < 0.5 ? place + STEP : place - STEP)));
  }
  return { points, changed };
}
