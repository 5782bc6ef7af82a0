/**
 * The Spot market: one pool per instance type and zone. Each pool alternates between a calm regime (capacity, rare
 * single interruptions) and a tight one (capacity comes and goes, and when it goes the whole pool is interrupted); a
 * scenario may strike pools with a storm, or replay an availability trace. Pools are independent of each other.
 * Every number is an assumption (see hub/catalog/assumptions.ts); the notice of two minutes and the rebalance
 * recommendation are AWS's (EC2 guide, 2023-05-31 [H]).
 */
import { SPOT_NOTICE_SECONDS } from '../../hub/catalog/spot-notice.ts';
import { SECONDS_PER_HOUR, type Seconds } from '../../hub/units.ts';
import { POOL_FLIP, SPOT_NOTICE, SPOT_REBALANCE, SPOT_RECLAIM, SPOT_STORM, STORM_END } from './event-kinds.ts';
import { replayNext, startReplay } from './spot-replay.ts';
import type { GroupState, Instance, SpotPool, World } from './world.ts';

/** Puts the first regime change of every pool and the scenario's storms on the calendar. */
export function openSpotMarket(world: World): void {
  for (const pool of world.pools) {
    if (world.spotAvailability === undefined) startRegimes(world, pool);
    else startReplay(world, pool, world.spotAvailability);
  }
  for (const [index, storm] of world.scenario.spotEvents.entries()) {
    world.calendar.schedule(storm.atSeconds, SPOT_STORM, index);
    world.calendar.schedule(storm.atSeconds + storm.outageSeconds, STORM_END, index);
  }
}

/** How many more instances this pool can give now. */
export function freeCapacity(world: World, pool: SpotPool): number {
  if (pool.stormed || pool.regime === 'tightOff') return 0;
  return world.assumptions.spotPoolCapacityCount - pool.usedCount;
}

/**
 * price-capacity-optimized, as far as AWS describes it: zones are balanced first, then among the pools that have
 * capacity in that zone the cheapest is taken (EC2 Auto Scaling guide, 2023-04-27 [H]; the exact weighing is not
 * documented). Undefined when no pool of the group has capacity.
 */
export function pickSpotPool(world: World, group: GroupState): SpotPool | undefined {
  const { zoneCounts } = group;
  let best: SpotPool | undefined;
  for (const pool of group.pools) {
    if (freeCapacity(world, pool) < 1) continue;
    if (best === undefined) {
      best = pool;
      continue;
    }
    const difference = (zoneCounts.get(pool.zone) ?? 0) - (zoneCounts.get(best.zone) ?? 0);
    if (difference < 0 || (difference === 0 && pool.usdPerHour < best.usdPerHour)) best = pool;
  }
  return best;
}

/** A Spot instance was launched: draw when the calm market will take it back. */
export function scheduleCalmInterruption(world: World, instance: Instance): void {
  const ratePerSecond = world.assumptions.spotCalmHazardPerHour / SECONDS_PER_HOUR;
  if (ratePerSecond === 0) return;
  const atSeconds = world.calendar.nowSeconds + instance.stream.exponential() / ratePerSecond;
  if (atSeconds > world.calendar.nowSeconds + LIFETIME_LIMIT_SECONDS) return;
  scheduleInterruption(world, instance, atSeconds);
}

/** No worker of ours lives longer than a month; later interruptions are not worth an event. */
const LIFETIME_LIMIT_SECONDS = 730 * SECONDS_PER_HOUR;

/** Notice at `atSeconds`, a rebalance recommendation some time before it, the end two minutes after it. */
export function scheduleInterruption(
  world: World,
  instance: Instance,
  atSeconds: Seconds,
  noticeSeconds: Seconds = SPOT_NOTICE_SECONDS,
): void {
  const { calendar, assumptions } = world;
  if (noticeSeconds === 0 || instance.stream.uniform() < assumptions.spotNoticeMissedRatio) {
    calendar.schedule(atSeconds + noticeSeconds, SPOT_RECLAIM, instance.id);
    return;
  }
  instance.noticeSeconds = noticeSeconds;
  const leadSeconds = instance.stream.exponential() * assumptions.spotRebalanceLeadSecondsMean;
  calendar.schedule(Math.max(calendar.nowSeconds, atSeconds - leadSeconds), SPOT_REBALANCE, instance.id);
  calendar.schedule(atSeconds, SPOT_NOTICE, instance.id);
}

/** A pool changes its regime, or its capacity within the tight one; running dry takes all its instances. */
export function flipPool(world: World, pool: SpotPool): void {
  const { calendar, assumptions } = world;
  if (world.spotAvailability !== undefined) {
    replayNext(world, pool, world.spotAvailability);
    if (pool.regime === 'tightOff') drainPool(world, pool);
    return;
  }
  if (pool.regime === 'calm') {
    pool.regime = 'tightOn';
    pool.regimeEndsSeconds = calendar.nowSeconds + pool.stream.exponential() * assumptions.spotTightRegimeSecondsMean;
  } else if (calendar.nowSeconds >= pool.regimeEndsSeconds) {
    pool.regime = 'calm';
    calendar.schedule(calendar.nowSeconds + pool.stream.exponential() * calmSecondsMean(world), POOL_FLIP, pool.index);
    return;
  } else {
    pool.regime = pool.regime === 'tightOn' ? 'tightOff' : 'tightOn';
    if (pool.regime === 'tightOff') drainPool(world, pool);
  }
  scheduleTightFlip(world, pool);
}

/** A storm strikes its share of the pools, each by its own draw, and takes all their instances. */
export function strikeStorm(world: World, stormIndex: number): void {
  const storm = world.scenario.spotEvents[stormIndex]!;
  for (const pool of world.pools) {
    if (pool.stream.uniform() >= storm.shareRatio) continue;
    pool.stormed = true;
    pool.stormEndsSeconds = Math.max(pool.stormEndsSeconds, storm.atSeconds + storm.outageSeconds);
    drainPool(world, pool, storm.noticeSeconds);
  }
}

/** A storm is over; a pool that another one has struck since stays closed. */
export function endStorm(world: World): void {
  for (const pool of world.pools) {
    if (pool.stormEndsSeconds <= world.calendar.nowSeconds) pool.stormed = false;
  }
}

function startRegimes(world: World, pool: SpotPool): void {
  const share = world.assumptions.spotTightShareRatio;
  if (share === 0) return;
  if (pool.stream.uniform() < share) {
    const { spotTightOnSecondsMean, spotTightOffSecondsMean, spotTightRegimeSecondsMean } = world.assumptions;
    const onShare = spotTightOnSecondsMean / (spotTightOnSecondsMean + spotTightOffSecondsMean);
    pool.regime = pool.stream.uniform() < onShare ? 'tightOn' : 'tightOff';
    pool.regimeEndsSeconds = pool.stream.exponential() * spotTightRegimeSecondsMean;
    scheduleTightFlip(world, pool);
    return;
  }
  world.calendar.schedule(pool.stream.exponential() * calmSecondsMean(world), POOL_FLIP, pool.index);
}

function scheduleTightFlip(world: World, pool: SpotPool): void {
  const { spotTightOnSecondsMean, spotTightOffSecondsMean } = world.assumptions;
  const meanSeconds = pool.regime === 'tightOn' ? spotTightOnSecondsMean : spotTightOffSecondsMean;
  const nextSeconds = world.calendar.nowSeconds + pool.stream.exponential() * meanSeconds;
  world.calendar.schedule(
    Math.min(nextSeconds, Math.max(pool.regimeEndsSeconds, world.calendar.nowSeconds)),
    POOL_FLIP,
    pool.index,
  );
}

/** Mean calm time such that the tight share of all time is `spotTightShareRatio`. */
function calmSecondsMean(world: World): Seconds {
  const { spotTightShareRatio, spotTightRegimeSecondsMean } = world.assumptions;
  return (spotTightRegimeSecondsMean * (1 - spotTightShareRatio)) / spotTightShareRatio;
}

function drainPool(world: World, pool: SpotPool, noticeSeconds: Seconds = SPOT_NOTICE_SECONDS): void {
  for (const instance of pool.instances) {
    const delaySeconds = instance.stream.uniform() * world.assumptions.spotOutageSpreadSeconds;
    scheduleInterruption(world, instance, world.calendar.nowSeconds + delaySeconds, noticeSeconds);
  }
}
