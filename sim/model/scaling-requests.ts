/**
 * Between a policy and its group: what the policy is shown, and how its decision takes effect. The policies themselves
 * are hub/scaling/: the same functions that are deployed.
 */
import type { Decision, Observation, StepPolicy, TargetTrackingPolicy } from '../../hub/scaling/policy.ts';
import { APPLY_DECISION } from './event-kinds.ts';
import { reconcile } from './group.ts';
import type { GroupState, World } from './world.ts';

/** The group as a policy sees it. An instance counts as current once it is in service and past its warm-up. */
export function askedOfGroup(
  world: World,
  group: GroupState,
  metricValue: number,
  policy: StepPolicy | TargetTrackingPolicy | undefined,
): Observation {
  const { nowSeconds } = world.calendar;
  const warmupSeconds = policy?.instanceWarmupSeconds ?? group.plan.instanceWarmupSeconds;
  let currentCount = 0;
  for (const member of group.members) {
    if (member.readySeconds + warmupSeconds <= nowSeconds) currentCount += 1;
  }
  return {
    nowSeconds: world.startSecondsOfWeek + nowSeconds,
    metricValue,
    desiredCount: group.desiredCount,
    currentCount,
    warmingCount: group.members.length - currentCount,
    terminatingCount: group.draining.size,
    minCount: group.minCount,
    maxCount: group.maxCount,
  };
}

/**
 * A decision sets out for its group; it arrives after `alarmActionSeconds`. One that changes nothing is dropped. Of two
 * on their way at once the larger capacity counts, as when policies act together, and it arrives when the first would
 * have: a stream of decisions must not put off their effect for ever.
 */
export function requestDesired(world: World, group: GroupState, policyName: string, decision: Decision): void {
  if (decision.desiredCount === group.desiredCount) return;
  const underway = group.pendingDecision;
  if (underway !== undefined && underway.toCount >= decision.desiredCount) return;
  group.pendingDecision = {
    atSeconds: underway?.atSeconds ?? world.calendar.nowSeconds + world.assumptions.alarmActionSeconds,
    group: group.index,
    policy: policyName,
    fromCount: group.desiredCount,
    toCount: decision.desiredCount,
    reason: decision.reason,
  };
  if (underway === undefined) world.calendar.schedule(group.pendingDecision.atSeconds, APPLY_DECISION, group.index);
}

/** The decision on its way takes effect, inside the limits of this moment. */
export function applyDecision(world: World, group: GroupState): void {
  const pending = group.pendingDecision;
  if (pending === undefined) return;
  group.pendingDecision = undefined;
  const toCount = Math.min(Math.max(pending.toCount, group.minCount), group.maxCount);
  if (toCount === group.desiredCount) return;
  world.decisions.push({ ...pending, fromCount: group.desiredCount, toCount });
  group.desiredCount = toCount;
  reconcile(world, group);
}
