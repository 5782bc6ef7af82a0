import type { autoscaling } from '@pulumi/aws';
import type { Input } from '@pulumi/pulumi';
import type { ScheduledPolicy } from '../../hub/scaling/policy.ts';
import { cronOf } from './cron-of.ts';

/** How the provider is told that a limit stays as it is; left out, it would be set to 0. */
const UNCHANGED = -1;

/** A scheduled policy as Auto Scaling takes it: a cron expression, and the limits it sets. */
export function scheduleArgs(policy: ScheduledPolicy, groupName: Input<string>): autoscaling.ScheduleArgs {
  return {
    autoscalingGroupName: groupName,
    // Unique within its group, which the plan's own rules make sure of.
    scheduledActionName: policy.name,
    recurrence: cronOf(policy),
    timeZone: 'Etc/UTC',
    minSize: policy.minCount ?? UNCHANGED,
    maxSize: policy.maxCount ?? UNCHANGED,
    desiredCapacity: policy.desiredCount ?? UNCHANGED,
  };
}
