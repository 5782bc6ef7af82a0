/** What a policy is shown of its group: the same for the simulator's groups and for those of a hub on one machine. */
import type { Count, Seconds } from '../units.ts';
import type { Observation, StepPolicy, TargetTrackingPolicy } from './policy.ts';

export type ObservedGroup = {
  readonly plan: { readonly instanceWarmupSeconds: Seconds };
  /** Launching, booting or in service. `readySeconds`: since when it is in service; NaN while it is not. */
  readonly members: readonly { readonly readySeconds: Seconds }[];
  readonly draining: { readonly size: Count };
  readonly desiredCount: Count;
  readonly minCount: Count;
  readonly maxCount: Count;
};

/**
 * An instance counts as current once it is in service and past its warm-up. Called for every alarm that acts and for every
 * submit, so it goes through the members once and makes nothing but its result.
 *
 * @param startSecondsOfWeek when second 0 of `nowSeconds` and `readySeconds` was, from Monday 00:00 UTC
 * @param policy that is asked, where it may have a warm-up of its own; undefined: the group's counts
 * @example observeGroup({ ...group, members: [{ readySeconds: 0 }, { readySeconds: 100 }] }, 12, 130, 0, undefined)
 *   // with a warm-up of 60 s: { currentCount: 1, warmingCount: 1, metricValue: 12, nowSeconds: 130, ... }
 */
export function observeGroup(
  group: ObservedGroup,
  metricValue: number,
  nowSeconds: Seconds,
  startSecondsOfWeek: Seconds,
  policy: StepPolicy | TargetTrackingPolicy | undefined,
): Observation {
  const warmupSeconds = policy?.instanceWarmupSeconds ?? group.plan.instanceWarmupSeconds;
  let currentCount = 0;
  for (const member of group.members) {
    if (member.readySeconds + warmupSeconds <= nowSeconds) currentCount += 1;
  }
  return {
    nowSeconds: startSecondsOfWeek + nowSeconds,
    metricValue,
    desiredCount: group.desiredCount,
    currentCount,
    warmingCount: group.members.length - currentCount,
    terminatingCount: group.draining.size,
    minCount: group.minCount,
    maxCount: group.maxCount,
  };
}
