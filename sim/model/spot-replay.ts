/**
 * Replay of a recorded Spot availability: one on/off record drives every pool, each from a place of its own, so that
 * pools are as independent as one record allows. At its end the record begins anew.
 */
import type { SpotTrace } from '../scenario/parse-spot-trace.ts';
import { POOL_FLIP } from './event-kinds.ts';
import type { SpotPool, World } from './world.ts';

/** Sets a pool's first state and puts its next change on the calendar; the place is drawn from the pool's stream. */
export function startReplay(world: World, pool: SpotPool, record: SpotTrace): void {
  pool.replayShiftSeconds = pool.stream.uniform() * record.endSeconds;
  replayNext(world, pool, record);
}

/** The pool's state at this moment, and the time of its next change. */
export function replayNext(world: World, pool: SpotPool, record: SpotTrace): void {
  const { calendar } = world;
  const { startSeconds, isAvailable, endSeconds } = record;
  // A hair past the change, so that rounding cannot land just before it and fire it twice.
  const placeSeconds = (pool.replayShiftSeconds + calendar.nowSeconds + 1e-6) % endSeconds;
  let index = startSeconds.length - 1;
  while (index > 0 && startSeconds[index]! > placeSeconds) index -= 1;
  pool.regime = isAvailable[index] === 1 ? 'calm' : 'tightOff';
  const nextSeconds = index + 1 < startSeconds.length ? startSeconds[index + 1]! : endSeconds;
  calendar.schedule(calendar.nowSeconds + (nextSeconds - placeSeconds) + 1e-6, POOL_FLIP, pool.index);
}
