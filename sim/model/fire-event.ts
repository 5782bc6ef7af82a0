/** What each kind of SimEvent does. Every cause of change in the model passes through this one switch. */
import { SECONDS_PER_HOUR, SECONDS_PER_MINUTE } from '../../hub/units.ts';
import { completeAttempt, endVisibility, serveNext } from './attempt.ts';
import { enqueue } from './enqueue.ts';
import {
  ALARM_EVALUATION,
  APPLY_DECISION,
  ATTEMPT_END,
  BOOT_DONE,
  DRAIN_DEADLINE,
  LAUNCH_DONE,
  LAUNCH_RETRY,
  MESSAGE_ARRIVES,
  MINUTE,
  POOL_FLIP,
  REFILL_RETRY,
  SCHEDULED_ACTION,
  SPOT_NOTICE,
  SPOT_REBALANCE,
  SPOT_RECLAIM,
  SPOT_STORM,
  STORM_END,
  VISIBILITY_END,
} from './event-kinds.ts';
import { finishDrain, putIntoService, reconcile, retryLaunch } from './group.ts';
import { startBoot, stopIntoPool, terminate } from './lifecycle.ts';
import { evaluate, sampleMetrics } from './monitoring.ts';
import { runScheduledAction } from './scaling-actions.ts';
import { applyDecision } from './scaling-requests.ts';
import { endStorm, flipPool, strikeStorm } from './spot-market.ts';
import { onNotice, onRebalance, onReclaim } from './spot-notices.ts';
import { isSettled, sampleTimeline } from './timeline.ts';
import type { Instance, World } from './world.ts';

/**
 * Fires the event the calendar stands at; true when the run is over before its horizon.
 *
 * The first three are 95 % of a crowded run. They stand apart because V8 compiles what it has seen: each rare kind that
 * shows up for the first time in some later replication would throw the compiled code of all of them away.
 */
export function fireEvent(world: World): boolean {
  const { kind, entity } = world.calendar;
  switch (kind) {
    case ATTEMPT_END:
      endAttempt(world, world.instances[entity]!);
      return false;
    case MESSAGE_ARRIVES:
      enqueue(world, entity, world.jobs.messageQueue[entity]!);
      return false;
    case ALARM_EVALUATION:
      evaluate(world, world.alarms[entity]!);
      return false;
    default:
      return fireRareEvent(world, kind, entity);
  }
}

function fireRareEvent(world: World, kind: number, entity: number): boolean {
  switch (kind) {
    case VISIBILITY_END:
      endVisibility(world, entity);
      return false;
    case LAUNCH_DONE:
      startBoot(world, world.instances[entity]!);
      return false;
    case BOOT_DONE:
      endBoot(world, world.instances[entity]!);
      return false;
    case SPOT_REBALANCE:
      onRebalance(world, world.instances[entity]!);
      return false;
    case SPOT_NOTICE:
      onNotice(world, world.instances[entity]!);
      return false;
    case SPOT_RECLAIM:
      onReclaim(world, world.instances[entity]!);
      return false;
    case POOL_FLIP:
      flipPool(world, world.pools[entity]!);
      return false;
    case DRAIN_DEADLINE:
      endDrain(world, world.instances[entity]!);
      return false;
    case MINUTE:
      return endMinute(world);
    case APPLY_DECISION:
      applyDecision(world, world.groups[entity]!);
      return false;
    case LAUNCH_RETRY:
      retryLaunch(world, world.groups[entity]!, 'service');
      return false;
    case REFILL_RETRY:
      retryLaunch(world, world.groups[entity]!, 'pool');
      return false;
    case SCHEDULED_ACTION:
      runScheduledAction(world, world.scheduled[entity]!, entity);
      return false;
    case SPOT_STORM:
      strikeStorm(world, entity);
      return false;
    case STORM_END:
      endStorm(world);
      return false;
    default:
      throw new Error(`no such kind of event: ${kind}`);
  }
}

/** After its job a worker takes the next one, unless it is on its way out. */
function endAttempt(world: World, instance: Instance): void {
  completeAttempt(world, instance);
  if (instance.state !== 'inService' || !serveNext(world, instance)) endWork(world, instance);
}

/** It took no next job: its group may scale it in now, or was waiting for it to end. */
function endWork(world: World, instance: Instance): void {
  const { group } = instance;
  if (instance.state === 'draining') finishDrain(world, instance);
  else if (instance.state === 'inService' && group.members.length > group.desiredCount) reconcile(world, group);
}

function endBoot(world: World, instance: Instance): void {
  if (instance.state !== 'booting') return;
  if (instance.bootsInto === 'pool') {
    stopIntoPool(world, instance);
    reconcile(world, instance.group);
  } else {
    putIntoService(world, instance);
  }
}

/** The termination hook's time is up: the worker hands its job back. */
function endDrain(world: World, instance: Instance): void {
  if (instance.state !== 'draining' || instance.drainDeadlineSeconds !== world.calendar.nowSeconds) return;
  terminate(world, instance);
  reconcile(world, instance.group);
}

/** A run whose fleets never return to their minimum ends after this long without any change. */
const QUIET_SECONDS_MAX = 2 * SECONDS_PER_HOUR;

function endMinute(world: World): boolean {
  const { calendar, scenario } = world;
  calendar.schedule(calendar.nowSeconds + SECONDS_PER_MINUTE, MINUTE, 0);
  sampleMetrics(world);
  sampleTimeline(world);
  if (scenario.horizon.kind !== 'settled') return false;
  return isSettled(world) || (isDone(world) && calendar.nowSeconds - world.lastChangeSeconds > QUIET_SECONDS_MAX);
}

function isDone(world: World): boolean {
  return world.openJobCount === 0 && world.arrivals.peekSeconds() === Number.POSITIVE_INFINITY;
}
