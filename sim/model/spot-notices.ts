/**
 * What an interruption does to a worker and its group: recommendation, notice, end.
 * Rules: EC2 guide, 2023-05-31 (notice of two minutes, best effort), EC2 Auto Scaling guide, 2023-04-27 (Capacity
 * Rebalancing replaces early; without it the replacement follows the loss) [H].
 */
import { handBack } from './attempt.ts';
import { SPOT_RECLAIM } from './event-kinds.ts';
import { finishDrain, rebalance, reconcile } from './group.ts';
import { leaveLists, terminate } from './lifecycle.ts';
import { changeActivity } from './session.ts';
import type { Instance, World } from './world.ts';

/** A rebalance recommendation came. */
export function onRebalance(world: World, instance: Instance): void {
  if (instance.noticed) return;
  rebalance(world, instance);
  if (instance.state === 'rebalancing' && instance.job < 0)
    changeActivity(instance, 'drain', world.calendar.nowSeconds);
}

/** The notice came: take no more work, finish the job if it fits, else store what is done and hand it back at once. */
export function onNotice(world: World, instance: Instance): void {
  if (instance.noticed || instance.state === 'gone') return;
  const { calendar } = world;
  instance.noticed = true;
  world.counts.interruptions += 1;
  calendar.schedule(calendar.nowSeconds + instance.noticeSeconds, SPOT_RECLAIM, instance.id);
  if (instance.state === 'draining') {
    if (mustHandBack(world, instance)) {
      handBack(world, instance, 'returned');
      finishDrain(world, instance);
    }
    return;
  }
  const wasIdle = instance.state === 'inService' && instance.job < 0;
  if (instance.state !== 'launching') instance.state = 'noticed';
  if (wasIdle) changeActivity(instance, 'drain', calendar.nowSeconds);
  if (mustHandBack(world, instance)) handBack(world, instance, 'returned');
  if (!instance.group.capacityRebalance) return;
  leaveLists(instance);
  reconcile(world, instance.group);
}

/** EC2 takes the instance; a group without Capacity Rebalancing replaces it only now. */
export function onReclaim(world: World, instance: Instance): void {
  if (instance.state === 'gone') return;
  if (!instance.noticed) world.counts.interruptions += 1;
  terminate(world, instance, { interrupted: true });
  reconcile(world, instance.group);
}

function mustHandBack(world: World, instance: Instance): boolean {
  if (instance.job < 0) return false;
  const leftSeconds = instance.attemptEndSeconds - world.calendar.nowSeconds;
  return leftSeconds > Math.min(world.plan.worker.noticeFinishSeconds, instance.noticeSeconds);
}
