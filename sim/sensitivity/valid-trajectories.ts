import type { Count } from '../../hub/units.ts';
import { morrisTrajectory, type Trajectory } from './morris-design.ts';

/** Two settings that have to keep an order meet wrongly in some walks; when nearly all do, ranges are to be mended. */
const TRIES_PER_TRAJECTORY = 50;

/**
 * The first so many walks all of whose points are valid plans.
 *
 * @returns what was found, and what is wrong with the first walk that was passed over
 */
export function validTrajectories<Reason>(
  { factorCount, count, seed }: { readonly factorCount: Count; readonly count: Count; readonly seed: number },
  problemOf: (point: readonly number[]) => Reason | undefined,
): { readonly trajectories: readonly Trajectory[]; readonly passedOver: Count; readonly reason: Reason | undefined } {
  const trajectories: Trajectory[] = [];
  let [passedOver, reason] = [0, undefined as Reason | undefined];
  for (let number = 0; trajectories.length < count && number < count * TRIES_PER_TRAJECTORY; number += 1) {
    const trajectory = morrisTrajectory(factorCount, number, seed);
    const wrong = firstOf(trajectory.points, problemOf);
    if (wrong === undefined) trajectories.push(trajectory);
    else {
      passedOver += 1;
      reason ??= wrong;
    }
  }
  return { trajectories, passedOver, reason };
}

function firstOf<From, To>(items: readonly From[], of: (item: From) => To | undefined): To | undefined {
  for (const item of items) {
    const found = of(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
