/**
 * One instance's life: asked for, running, ready, stopped in the warm pool, draining, gone. Each function changes one
 * instance and the counts it belongs to; what the group does about it is decided in group.ts.
 * Rules: EC2 Auto Scaling guide, 2023-04-27, and EC2 guide, 2023-05-31 [H]: `pending`, `stopping` and `stopped` are not
 * billed, volumes are, also while stopped.
 */
import type { InstanceType } from '../../hub/catalog/instances.ts';
import { NO_EVENT } from '../engine/calendar.ts';
import { createSubstream } from '../engine/substream.ts';
import { handBack } from './attempt.ts';
import { BOOT_DONE, DRAIN_DEADLINE, LAUNCH_DONE } from './event-kinds.ts';
import { changeActivity, closeSession, openSession } from './session.ts';
import { scheduleCalmInterruption } from './spot-market.ts';
import type { BootSamplers, GroupState, Instance, SpotPool, World } from './world.ts';

export type Placement = { readonly type: InstanceType; readonly zone: string; readonly pool: SpotPool | undefined };

/** A new machine with its volume, in no state yet; `launch` or `placeReady` follows. */
export function createInstance(world: World, group: GroupState, placement: Placement): Instance {
  const volume = { group: group.index, startSeconds: world.calendar.nowSeconds, endSeconds: Number.NaN };
  const stream = createSubstream(world.seed, world.replication, `instance:${group.name}`, group.launchOrdinal);
  group.launchOrdinal += 1;
  const instance: Instance = {
    id: world.instances.length,
    group,
    type: placement.type,
    zone: placement.zone,
    pool: placement.pool,
    stream,
    volume,
    state: 'launching',
    hasBooted: false,
    bootsInto: 'service',
    noticeSeconds: 0,
    noticed: false,
    drainDeadlineSeconds: Number.NaN,
    launchedSeconds: world.calendar.nowSeconds,
    readySeconds: Number.NaN,
    modelLoadFromSeconds: Number.NaN,
    session: undefined,
    activity: 'boot',
    activitySinceSeconds: 0,
    job: -1,
    queue: 0,
    receipt: 0,
    receivedSeconds: 0,
    attemptStartSeconds: 0,
    attemptEndSeconds: 0,
    attemptFirstStage: 0,
    attemptFails: false,
    attemptHandle: NO_EVENT,
  };
  world.instances.push(instance);
  world.volumes.push(volume);
  return instance;
}

/** RunInstances or StartInstances was accepted: pending until `launchSeconds` have passed. */
export function launch(world: World, instance: Instance, into: Instance['bootsInto']): void {
  const { group } = instance;
  const { calendar } = world;
  const path = bootPathOf(instance);
  instance.state = 'launching';
  instance.bootsInto = into;
  instance.launchedSeconds = calendar.nowSeconds;
  instance.readySeconds = Number.NaN;
  occupy(world, instance);
  if (into === 'pool') group.pooled.push(instance);
  else joinMembers(instance);
  world.counts.launches += 1;
  world.lastChangeSeconds = calendar.nowSeconds;
  const launchSeconds = path.launchSeconds(instance.stream);
  calendar.schedule(calendar.nowSeconds + launchSeconds, LAUNCH_DONE, instance.id);
}

/** EC2 reports `running`: billing starts, the system boots and loads its models. */
export function startBoot(world: World, instance: Instance): void {
  if (instance.state !== 'launching') return;
  const path = bootPathOf(instance);
  instance.state = 'booting';
  openSession(world, instance, instance.bootsInto === 'pool' ? 'pool' : instance.hasBooted ? 'warm' : 'cold', 'boot');
  if (instance.noticed) {
    // Its notice came while it was pending: it comes up for nothing.
    instance.state = 'noticed';
    return;
  }
  const systemSeconds = path.bootSeconds(instance.stream);
  const bootSeconds = systemSeconds + path.modelLoadSeconds(instance.stream);
  instance.modelLoadFromSeconds = world.calendar.nowSeconds + systemSeconds;
  world.calendar.schedule(world.calendar.nowSeconds + bootSeconds, BOOT_DONE, instance.id);
  if (instance.pool !== undefined) scheduleCalmInterruption(world, instance);
}

/** The worker reports ready: the launch hook completes and the instance is in service. */
export function enterService(world: World, instance: Instance): void {
  instance.hasBooted = true;
  instance.state = 'inService';
  instance.readySeconds = world.calendar.nowSeconds;
  if (instance.session === undefined) openSession(world, instance, 'cold', 'idle');
  else changeActivity(instance, 'idle', world.calendar.nowSeconds);
}

/** Into the warm pool: stopped, its volume hydrated, billed for the volume alone. */
export function stopIntoPool(world: World, instance: Instance): void {
  instance.hasBooted = true;
  closeSession(instance, world.calendar.nowSeconds, {});
  release(world, instance);
  leaveLists(instance);
  instance.group.pooled.push(instance);
  instance.state = 'stopped';
}

/** Scale-in chose it: no more work; a busy one may finish its job within `drainSeconds`. True when it is already free to go. */
export function beginDrain(world: World, instance: Instance): boolean {
  leaveLists(instance);
  instance.group.draining.add(instance);
  instance.state = 'draining';
  if (instance.job < 0) return true;
  instance.drainDeadlineSeconds = world.calendar.nowSeconds + instance.group.plan.drainSeconds;
  world.calendar.schedule(instance.drainDeadlineSeconds, DRAIN_DEADLINE, instance.id);
  return false;
}

/** Gone for good; a job it still holds is given back. */
export function terminate(world: World, instance: Instance, end: { interrupted?: boolean } = {}): void {
  if (instance.state === 'gone') return;
  const { interrupted = false } = end;
  const wasStopped = instance.state === 'stopped';
  leaveLists(instance);
  instance.state = 'gone';
  world.lastChangeSeconds = world.calendar.nowSeconds;
  // Without a notice the worker vanishes in mid-job, and only the visibility timeout brings the message back.
  if (instance.job >= 0) handBack(world, instance, interrupted && !instance.noticed ? 'lost' : 'returned');
  closeSession(instance, world.calendar.nowSeconds, { interrupted });
  if (!wasStopped) release(world, instance);
  instance.volume.endSeconds = world.calendar.nowSeconds;
}

/** Counts it against desired. */
export function joinMembers(instance: Instance): void {
  const { members, zoneCounts } = instance.group;
  members.push(instance);
  zoneCounts.set(instance.zone, (zoneCounts.get(instance.zone) ?? 0) + 1);
}

/** Takes it off every list of its group. */
export function leaveLists(instance: Instance): void {
  const { members, zoneCounts, rebalancing, pooled, draining } = instance.group;
  if (removeFrom(members, instance)) zoneCounts.set(instance.zone, zoneCounts.get(instance.zone)! - 1);
  removeFrom(rebalancing, instance);
  removeFrom(pooled, instance);
  draining.delete(instance);
}

function removeFrom(list: Instance[], instance: Instance): boolean {
  const index = list.indexOf(instance);
  if (index >= 0) list.splice(index, 1);
  return index >= 0;
}

/** Counts it against the quota and its Spot pool. */
export function occupy(world: World, instance: Instance): void {
  world.usedVcpuCount[instance.group.market] += instance.type.vcpuCount;
  if (instance.pool === undefined) return;
  instance.pool.usedCount += 1;
  instance.pool.instances.add(instance);
}

function release(world: World, instance: Instance): void {
  world.usedVcpuCount[instance.group.market] -= instance.type.vcpuCount;
  if (instance.pool === undefined) return;
  instance.pool.usedCount -= 1;
  instance.pool.instances.delete(instance);
}

/** A machine that has booted before starts from its hydrated volume. */
function bootPathOf(instance: Instance): BootSamplers {
  return instance.hasBooted ? (instance.group.warmBoot ?? instance.group.coldBoot) : instance.group.coldBoot;
}
