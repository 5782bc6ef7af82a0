/**
 * Replay of a recorded Spot availability: one on/off record drives every pool, each from a place of its own, so that
 * pools are as independent as one record allows. At its end the record begins anew.
 */
import type { Seconds } from '../../hub/units.ts';
import { POOL_FLIP } from './event-kinds.ts';
import type { SpotPool, World } from './world.ts';

export type SpotAvailability = {
  /** When availability changes, rising from 0; `available[i]` holds from `changeSeconds[i]` on. */
  readonly changeSeconds: Float64Array;
  readonly available: Uint8Array;
  /** Length of the record, longer than the last change. */
  readonly lengthSeconds: Seconds;
};

/** Sets a pool's first state and puts its next change on the calendar; the place is drawn from the pool's stream. */
export function startReplay(world: World, pool: SpotPool, record: SpotAvailability): void {
  pool.replayShiftSeconds = pool.stream.uniform() * record.lengthSeconds;
  replayNext(world, pool, record);
}

/** The pool's state at this moment, and the time of its next change. */
export function replayNext(world: World, pool: SpotPool, record: SpotAvailability): void {
  const { calendar } = world;
  const { changeSeconds, available, lengthSeconds } = record;
  // A hair past the change, so that rounding cannot land just before it and fire it twice.
  const placeSeconds = (pool.replayShiftSeconds + calendar.nowSeconds + 1e-6) % lengthSeconds;
  let index = changeSeconds.length - 1;
  while (index > 0 && changeSeconds[index]! > placeSeconds) index -= 1;
  pool.regime = available[index] === 1 ? 'calm' : 'tightOff';
  const nextSeconds = index + 1 < changeSeconds.length ? changeSeconds[index + 1]! : lengthSeconds;
  calendar.schedule(calendar.nowSeconds + (nextSeconds - placeSeconds) + 1e-6, POOL_FLIP, pool.index);
}
