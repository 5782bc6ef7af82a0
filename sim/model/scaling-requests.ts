/**
 * Between a policy and its group: what the policy is shown, and how its decision takes effect. The policies themselves
 * are hub/scaling/: the same functions that are deployed.
 */
import { arrivalOfDecision } from '../../hub/scaling/arrival-of-decision.ts';
import { observeGroup } from '../../hub/scaling/observe-group.ts';
import type { Decision, Observation, StepPolicy, TargetTrackingPolicy } from '../../hub/scaling/policy.ts';
import { APPLY_DECISION } from './event-kinds.ts';
import { reconcile } from './group.ts';
import type { GroupState, World } from './world.ts';

/** The group as a policy sees it now. */
export const askedOfGroup = (
  world: World,
  group: GroupState,
  metricValue: number,
  policy: StepPolicy | TargetTrackingPolicy | undefined,
): Observation => observeGroup(group, metricValue, world.calendar.nowSeconds, world.startSecondsOfWeek, policy);

/** A decision sets out for its group; it arrives after `alarmActionSeconds`, or with the one that is on its way. */
export function requestDesired(world: World, group: GroupState, policyName: string, decision: Decision): void {
  const { desiredCount: toCount, reason } = decision;
  const underway = group.pendingDecision;
  const dueSeconds = world.calendar.nowSeconds + world.assumptions.alarmActionSeconds;
  const atSeconds = arrivalOfDecision(toCount, group.desiredCount, underway, dueSeconds);
  if (atSeconds === undefined) return;
  const fromCount = group.desiredCount;
  group.pendingDecision = { atSeconds, group: group.index, policy: policyName, fromCount, toCount, reason };
  if (underway === undefined) world.calendar.schedule(atSeconds, APPLY_DECISION, group.index);
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
