/**
 * One Auto Scaling group: brings what it has to what is desired. Invariants: launching + booting + in service never
 * exceed `maxCount` (a replacement at a rebalance recommendation apart, as AWS allows), and no protected instance is
 * scaled in. Rules: EC2 Auto Scaling guide, 2023-04-27 [H].
 */
import { SECONDS_PER_HOUR } from '../../hub/units.ts';
import { serveNext } from './attempt.ts';
import { LAUNCH_RETRY, REFILL_RETRY } from './event-kinds.ts';
import {
  beginDrain,
  createInstance,
  enterService,
  launch,
  leaveLists,
  type Placement,
  stopIntoPool,
  terminate,
} from './lifecycle.ts';
import { pickSpotPool } from './spot-market.ts';
import type { Backoff, GroupState, Instance, World } from './world.ts';

/** Launches or scales in until the members match desired, then tends the warm pool. */
export function reconcile(world: World, group: GroupState): void {
  while (group.members.length < group.desiredCount && !group.launchBackoff.pending) {
    if (!launchOne(world, group)) break;
  }
  while (group.members.length > group.desiredCount) {
    const victim = pickVictim(world, group);
    if (victim === undefined) break; // all protected: desired stays low and the group waits
    scaleIn(world, victim);
  }
  if (group.rebalancing.length > 0) letSurplusGo(world, group);
  if (group.warmPool !== undefined) tendWarmPool(world, group);
}

/** An instance came into service: it takes work, and the oldest one being replaced may go. */
export function putIntoService(world: World, instance: Instance): void {
  enterService(world, instance);
  serveNext(world, instance);
  const replaced = instance.group.rebalancing.shift();
  if (replaced !== undefined && beginDrain(world, replaced)) terminate(world, replaced);
  if (instance.group.members.length > instance.group.desiredCount) reconcile(world, instance.group);
}

/** After a scale-in fewer replacements may be coming than there are instances to be replaced. */
function letSurplusGo(world: World, group: GroupState): void {
  let comingCount = 0;
  for (const { state } of group.members) if (state === 'launching' || state === 'booting') comingCount += 1;
  const owedCount = Math.max(0, group.desiredCount - group.members.length);
  while (group.rebalancing.length > comingCount + owedCount) {
    const surplus = group.rebalancing[0]!;
    if (beginDrain(world, surplus)) terminate(world, surplus);
  }
}

/** A draining instance has no job any more: back into the warm pool if that wants it, else gone. */
export function finishDrain(world: World, instance: Instance): void {
  const { group } = instance;
  const returns = group.warmPool?.reuseOnScaleIn === true && group.pooled.length < warmPoolTarget(group);
  if (returns) stopIntoPool(world, instance);
  else terminate(world, instance);
  reconcile(world, group);
}

/** A rebalance recommendation: stop taking work and ask for a replacement, if the group does so. */
export function rebalance(world: World, instance: Instance): void {
  if (instance.state !== 'inService' || !instance.group.capacityRebalance) return;
  world.counts.rebalances += 1;
  instance.state = 'rebalancing';
  leaveLists(instance);
  instance.group.rebalancing.push(instance);
  reconcile(world, instance.group);
}

/** MaxGroupPreparedCapacity less desired, but at least the pool's own minimum. */
export function warmPoolTarget(group: GroupState): number {
  if (group.warmPool === undefined) return 0;
  return Math.max(group.warmPool.minCount, group.warmPool.preparedCapacityMax - group.desiredCount);
}

/** The back-off after a failed launch is over. */
export function retryLaunch(world: World, group: GroupState, into: Instance['bootsInto']): void {
  backoffOf(group, into).pending = false;
  reconcile(world, group);
}

function launchOne(world: World, group: GroupState): boolean {
  const prepared = group.pooled.find(instance => instance.state === 'stopped');
  if (prepared !== undefined) {
    if (!fitsQuota(world, group, prepared.type.vcpuCount)) return fail(world, group, 'service', 'quota');
    // A stopped instance holds no capacity: its start can fail like a launch.
    if (isShort(world, group)) return fail(world, group, 'service', 'capacity');
    leaveLists(prepared);
    launch(world, prepared, 'service');
    group.launchBackoff.pauseSeconds = 0;
    return true;
  }
  return launchCold(world, group, 'service');
}

function launchCold(world: World, group: GroupState, into: Instance['bootsInto']): boolean {
  const placement = group.market === 'spot' ? placeSpot(world, group) : placeOnDemand(world, group);
  if (placement === undefined) return fail(world, group, into, 'capacity');
  if (!fitsQuota(world, group, placement.type.vcpuCount)) return fail(world, group, into, 'quota');
  launch(world, createInstance(world, group, placement), into);
  backoffOf(group, into).pauseSeconds = 0;
  return true;
}

function placeSpot(world: World, group: GroupState): Placement | undefined {
  const pool = pickSpotPool(world, group);
  return pool === undefined ? undefined : { type: pool.type, zone: pool.zone, pool };
}

/** Types in the given order, each attempt in the zone with the fewest members; a short zone sends it to the next type. */
function placeOnDemand(world: World, group: GroupState): Placement | undefined {
  for (const type of group.types) {
    if (!isShort(world, group)) return { type, zone: emptiestZone(group), pool: undefined };
  }
  return undefined;
}

function emptiestZone(group: GroupState): string {
  const { zoneCounts } = group;
  let best = group.plan.zones[0]!;
  let fewest = Number.POSITIVE_INFINITY;
  for (const zone of group.plan.zones) {
    const here = zoneCounts.get(zone) ?? 0;
    if (here < fewest) {
      best = zone;
      fewest = here;
    }
  }
  return best;
}

function isShort(world: World, group: GroupState): boolean {
  const { onDemandShortageRatio } = world.assumptions;
  return onDemandShortageRatio > 0 && group.shortage.uniform() < onDemandShortageRatio;
}

function fitsQuota(world: World, group: GroupState, vcpuCount: number): boolean {
  const { quotas } = world.plan;
  const limit = group.market === 'spot' ? quotas.spotVcpuMax : quotas.onDemandVcpuMax;
  return world.usedVcpuCount[group.market] + vcpuCount <= limit;
}

/** Desired stays; the group tries again after a pause that doubles. Always false, for the caller to return. */
function fail(world: World, group: GroupState, into: Instance['bootsInto'], why: 'quota' | 'capacity'): false {
  const { launchRetrySecondsFirst, launchRetrySecondsMax } = world.assumptions;
  const { calendar } = world;
  const backoff = backoffOf(group, into);
  if (why === 'quota') world.counts.launchFailuresQuota += 1;
  else world.counts.launchFailuresCapacity += 1;
  backoff.pauseSeconds = Math.min(Math.max(backoff.pauseSeconds * 2, launchRetrySecondsFirst), launchRetrySecondsMax);
  backoff.pending = true;
  const retry = into === 'pool' ? REFILL_RETRY : LAUNCH_RETRY;
  calendar.schedule(calendar.nowSeconds + backoff.pauseSeconds, retry, group.index);
  return false;
}

function backoffOf(group: GroupState, into: Instance['bootsInto']): Backoff {
  return into === 'pool' ? group.refillBackoff : group.launchBackoff;
}

/**
 * Default termination policy: the zone with most instances first, in it the one nearest to its next billing hour; ties
 * by age (launch templates do not differ here). Protected instances are passed over; launching ones are not protected.
 */
function pickVictim(world: World, group: GroupState): Instance | undefined {
  let best: Instance | undefined;
  let bestZoneCount = -1;
  let bestPastHourSeconds = -1;
  for (const member of group.members) {
    if (group.plan.scaleInProtection && member.job >= 0) continue;
    const zoneCount = group.zoneCounts.get(member.zone)!;
    const pastHourSeconds = (world.calendar.nowSeconds - member.launchedSeconds) % SECONDS_PER_HOUR;
    if (zoneCount < bestZoneCount || (zoneCount === bestZoneCount && pastHourSeconds <= bestPastHourSeconds)) continue;
    best = member;
    bestZoneCount = zoneCount;
    bestPastHourSeconds = pastHourSeconds;
  }
  return best;
}

function scaleIn(world: World, victim: Instance): void {
  if (victim.state !== 'inService') {
    terminate(world, victim);
    return;
  }
  if (!beginDrain(world, victim)) return;
  const { group } = victim;
  if (group.warmPool?.reuseOnScaleIn === true && group.pooled.length < warmPoolTarget(group))
    stopIntoPool(world, victim);
  else terminate(world, victim);
}

/**
 * Refills by cold launches into the pool, and drops what is over the target, stopped ones first; not those that the
 * group is about to start, once their failed start may be tried again.
 */
function tendWarmPool(world: World, group: GroupState): void {
  const target = warmPoolTarget(group);
  // Draining instances that will come back count already; AWS does not say whether it counts them.
  const returningCount = group.warmPool?.reuseOnScaleIn === true ? group.draining.size : 0;
  while (group.pooled.length + returningCount < target && !group.refillBackoff.pending) {
    if (!launchCold(world, group, 'pool')) return;
  }
  const owedCount = Math.max(0, group.desiredCount - group.members.length);
  while (group.pooled.length > target + owedCount) {
    const surplus = group.pooled.find(instance => instance.state === 'stopped') ?? group.pooled[0]!;
    terminate(world, surplus);
  }
}
