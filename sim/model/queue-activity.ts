/**
 * SQS publishes metrics only for active queues. A queue stays active for up to six hours after it last held a message or
 * was called; after that its metrics return only up to 15 minutes after the next activity (SQS guide, 2023-05-05 [H]).
 * A worker in a long poll keeps its queues active.
 */
import { SECONDS_PER_HOUR } from '../../hub/units.ts';
import type { QueueState, World } from './world.ts';

const ACTIVE_SECONDS = 6 * SECONDS_PER_HOUR;

/** The queue was called or holds a message now. */
export function touchQueue(world: World, queue: QueueState): void {
  const { nowSeconds } = world.calendar;
  if (nowSeconds - queue.lastActiveSeconds > ACTIVE_SECONDS) {
    queue.metricsReturnSeconds =
      nowSeconds + queue.reactivation.uniform() * world.assumptions.queueReactivationSecondsMax;
  }
  queue.lastActiveSeconds = nowSeconds;
}

/** Whether the queue's metrics of this minute are published. */
export function hasMetrics(world: World, queue: QueueState): boolean {
  const { nowSeconds } = world.calendar;
  return nowSeconds - queue.lastActiveSeconds <= ACTIVE_SECONDS && nowSeconds >= queue.metricsReturnSeconds;
}
