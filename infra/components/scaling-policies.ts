import * as aws from '@pulumi/aws';
import type * as pulumi from '@pulumi/pulumi';
import { assertNever } from '../../hub/assert-never.ts';
import { alarmsOf } from '../../hub/scaling/alarms-of.ts';
import type { ScalingPolicy, StepPolicy } from '../../hub/scaling/policy.ts';
import { alarmArgs } from '../scaling/alarm-args.ts';
import type { WatchedFleet } from '../scaling/metric-source.ts';
import { scheduleArgs } from '../scaling/schedule-args.ts';
import { stepPolicyArgs } from '../scaling/step-policy-args.ts';
import { targetTrackingArgs } from '../scaling/target-tracking-args.ts';

/**
 * The policies of one group, and the alarms that carry them out.
 *
 * @param name of the group; each policy's name comes after it
 */
export function createScalingPolicies(
  parent: pulumi.ComponentResource,
  name: string,
  policies: readonly ScalingPolicy[],
  watched: WatchedFleet,
): void {
  for (const policy of policies) createPolicy(parent, name, policy, watched);
}

function createPolicy(
  parent: pulumi.ComponentResource,
  name: string,
  policy: ScalingPolicy,
  watched: WatchedFleet,
): void {
  const policyName = `${name}-${policy.name}`;
  switch (policy.kind) {
    case 'step':
      createStepPolicy(parent, name, policy, watched);
      return;
    case 'targetTracking':
      new aws.autoscaling.Policy(policyName, targetTrackingArgs(policy, watched), { parent });
      return;
    case 'scheduled':
      new aws.autoscaling.Schedule(policyName, scheduleArgs(policy, watched.groupName), { parent });
      return;
    case 'scaleOnSubmit':
      // Auto Scaling knows no such policy: a function carries it out, see scale-on-submit.ts.
      return;
    default:
      assertNever(policy);
  }
}

function createStepPolicy(
  parent: pulumi.ComponentResource,
  name: string,
  policy: StepPolicy,
  watched: WatchedFleet,
): void {
  const { arn } = new aws.autoscaling.Policy(`${name}-${policy.name}`, stepPolicyArgs(policy, watched.groupName), {
    parent,
  });
  for (const alarm of alarmsOf(policy)) {
    new aws.cloudwatch.MetricAlarm(`${name}-${alarm.name}-alarm`, alarmArgs(alarm, watched, arn, name), { parent });
  }
}
