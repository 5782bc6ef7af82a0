/**
 * Shows that a real implementation of the AWS APIs takes what is deployed for a fleet, and gives back what the plan says:
 * launch template, groups of both kinds, warm pool, hooks, policies, alarms and schedules. Moto keeps no health check grace
 * period of 0, no default warm-up and no initial hooks; those stand in the golden files only.
 */
import {
  AutoScalingClient,
  CreateAutoScalingGroupCommand,
  DescribeAutoScalingGroupsCommand,
  DescribeLifecycleHooksCommand,
  DescribePoliciesCommand,
  DescribeScheduledActionsCommand,
  DescribeWarmPoolCommand,
  EnableMetricsCollectionCommand,
  PutLifecycleHookCommand,
  PutScalingPolicyCommand,
  PutScheduledUpdateGroupActionCommand,
  PutWarmPoolCommand,
  SuspendProcessesCommand,
} from '@aws-sdk/client-auto-scaling';
import { CloudWatchClient, DescribeAlarmsCommand, PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import {
  CreateLaunchTemplateCommand,
  DescribeImagesCommand,
  DescribeLaunchTemplateVersionsCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import * as assert from 'uvu/assert';
import { alarmsOf } from '../../hub/scaling/alarms-of.ts';
import type { ScalingPolicy, StepPolicy, TargetTrackingPolicy } from '../../hub/scaling/policy.ts';
import { POLICY_PRESETS } from '../../hub/scaling/presets.ts';
import { scheduledPolicy, stepPolicy, targetPolicy } from '../../hub/scaling/test-policies.ts';
import { check } from '../../test/kit/check.ts';
import { stackPlan } from '../../test/kit/stack-plan.ts';
import { startMoto } from '../../test/moto/start-moto.ts';
import { groupCalls, launchTemplateCall } from '../../test/sdk-calls/group-calls.ts';
import { metricAlarmCall, scalingPolicyCall, scheduledActionCall } from '../../test/sdk-calls/scaling-calls.ts';
import { type FleetGroupPlan, groupPlansOf } from '../fleet/fleet-group-plan.ts';
import { fleetTags } from '../fleet/fleet-tags.ts';
import { groupArgs } from '../fleet/group-args.ts';
import { launchTemplateArgs } from '../fleet/launch-template-args.ts';
import { lifecycleHooksOf } from '../fleet/lifecycle-hooks.ts';
import { alarmArgs } from './alarm-args.ts';
import { scheduleArgs } from './schedule-args.ts';
import { stepPolicyArgs } from './step-policy-args.ts';
import { targetTrackingArgs } from './target-tracking-args.ts';

const { clientConfig } = await startMoto();
const ec2 = new EC2Client(clientConfig);
const autoScaling = new AutoScalingClient(clientConfig);
const cloudWatch = new CloudWatchClient(clientConfig);

const plan = stackPlan('prod');
const fleet = plan.fleets[0]!;
const subnetIds = (await ec2.send(new DescribeSubnetsCommand({}))).Subnets!.map(({ SubnetId }) => SubnetId!);
const tagsOf = ({ kind }: FleetGroupPlan) => fleetTags(plan.stack, fleet, kind);

async function createTemplate(groupPlan: FleetGroupPlan): Promise<string> {
  const images = await ec2.send(new DescribeImagesCommand({ Owners: ['amazon'] }));
  const securityGroups = await ec2.send(new DescribeSecurityGroupsCommand({}));
  const args = launchTemplateArgs({
    plan,
    group: groupPlan.group,
    imageId: images.Images![0]!.ImageId!,
    instanceProfileArn: 'arn:aws:iam::123456789012:instance-profile/worker',
    securityGroupId: securityGroups.SecurityGroups![0]!.GroupId!,
    userData: Buffer.from('#!/bin/sh\n').toString('base64'),
    tags: tagsOf(groupPlan),
  });
  const { LaunchTemplate } = await ec2.send(
    new CreateLaunchTemplateCommand(launchTemplateCall(`t-${groupPlan.kind}`, args)),
  );
  return LaunchTemplate!.LaunchTemplateId!;
}

/** As the provider does it: the group, its pool, its metrics, what it leaves undone, then the hooks that are resources of their own. */
async function createGroup(groupPlan: FleetGroupPlan): Promise<{ name: string; templateId: string }> {
  const name = `${fleet.name}-${groupPlan.kind}`;
  const templateId = await createTemplate(groupPlan);
  const launchTemplate = { id: templateId, version: '1' };
  const calls = groupCalls(name, groupArgs({ plan: groupPlan, launchTemplate, subnetIds, tags: tagsOf(groupPlan) }));
  await autoScaling.send(new CreateAutoScalingGroupCommand(calls.create));
  if (calls.warmPool !== undefined) await autoScaling.send(new PutWarmPoolCommand(calls.warmPool));
  await autoScaling.send(new EnableMetricsCollectionCommand(calls.metrics));
  if (calls.suspension !== undefined) await autoScaling.send(new SuspendProcessesCommand(calls.suspension));
  for (const hook of lifecycleHooksOf(groupPlan.group)) {
    const { name: hookName, lifecycleTransition, heartbeatTimeout, defaultResult } = hook;
    await autoScaling.send(
      new PutLifecycleHookCommand({
        AutoScalingGroupName: name,
        LifecycleHookName: hookName,
        LifecycleTransition: lifecycleTransition,
        HeartbeatTimeout: heartbeatTimeout,
        DefaultResult: defaultResult,
      }),
    );
  }
  return { name, templateId };
}

const created = new Map<string, Awaited<ReturnType<typeof createGroup>>>();
for (const groupPlan of groupPlansOf(fleet)) created.set(groupPlan.kind, await createGroup(groupPlan));
const base = created.get('base')!;
const burst = created.get('burst')!;

async function describeGroup(name: string) {
  const { AutoScalingGroups } = await autoScaling.send(
    new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] }),
  );
  return AutoScalingGroups![0]!;
}

/** Every kind of metric over two queues and two groups, beside the policies of the plan. */
const watched = { queueNames: ['q1', 'q2'], groupName: burst.name, fleetGroupNames: [base.name, burst.name] };

async function putPolicy(policy: StepPolicy | TargetTrackingPolicy) {
  const args = policy.kind === 'step' ? stepPolicyArgs(policy, burst.name) : targetTrackingArgs(policy, watched);
  await autoScaling.send(new PutScalingPolicyCommand(scalingPolicyCall(policy.name, args)));
  const { ScalingPolicies } = await autoScaling.send(new DescribePoliciesCommand({ PolicyNames: [policy.name] }));
  const [kept] = ScalingPolicies!;
  // Moto's answer to the put leaves the ARN out.
  return { arn: kept!.PolicyARN!, kept: kept! };
}

async function putAlarm(policy: StepPolicy) {
  const { arn } = await putPolicy(policy);
  const [alarm] = alarmsOf(policy);
  await cloudWatch.send(
    new PutMetricAlarmCommand(metricAlarmCall(policy.name, alarmArgs(alarm!, watched, arn, burst.name))),
  );
  const { MetricAlarms } = await cloudWatch.send(new DescribeAlarmsCommand({ AlarmNames: [policy.name] }));
  return { arn, alarm: alarm!, kept: MetricAlarms![0]! };
}

const stepPolicies: readonly StepPolicy[] = [
  ...Object.values(POLICY_PRESETS).map(({ policy }): ScalingPolicy => policy),
  ...groupPlansOf(fleet).flatMap(({ group }) => group.policies),
  stepPolicy({ name: 'per-instance', metric: 'backlogPerInstance', periodSeconds: 300, evaluationPeriods: 3 }),
  stepPolicy({ name: 'age', metric: 'oldestAgeSeconds', evaluationPeriods: 4, datapointsToAlarm: 2 }),
  stepPolicy({
    name: 'cpu',
    metric: 'cpuPercent',
    adjustmentType: 'PercentChangeInCapacity',
    minAdjustmentMagnitude: 2,
  }),
].filter(policy => policy.kind === 'step');

check('Auto Scaling and EC2 take', {
  'the base group, with its warm pool': async () => {
    const { minCount, maxCount, warmPool } = fleet.base!;
    const group = await describeGroup(base.name);
    assert.equal([group.MinSize, group.MaxSize], [minCount, maxCount]);
    assert.is(group.LaunchTemplate?.LaunchTemplateId, base.templateId);
    assert.is(group.LaunchTemplate?.Version, '1');
    assert.equal(group.VPCZoneIdentifier?.split(',').sort(), subnetIds.toSorted());
    const { WarmPoolConfiguration: pool } = await autoScaling.send(
      new DescribeWarmPoolCommand({ AutoScalingGroupName: base.name }),
    );
    assert.equal(
      [pool?.PoolState, pool?.MinSize, pool?.MaxGroupPreparedCapacity, pool?.InstanceReusePolicy?.ReuseOnScaleIn],
      ['Stopped', warmPool!.minCount, warmPool!.preparedCapacityMax, warmPool!.reuseOnScaleIn],
    );
  },
  'the burst group, all Spot of every type': async () => {
    const { MixedInstancesPolicy: mixed, CapacityRebalance, SuspendedProcesses } = await describeGroup(burst.name);
    assert.is(CapacityRebalance, fleet.burst!.capacityRebalance);
    assert.equal(
      SuspendedProcesses?.map(({ ProcessName }) => ProcessName),
      ['AZRebalance'],
    );
    assert.is(mixed?.LaunchTemplate?.LaunchTemplateSpecification?.LaunchTemplateId, burst.templateId);
    assert.equal(
      mixed?.LaunchTemplate?.Overrides?.map(({ InstanceType }) => InstanceType),
      fleet.burst!.instanceTypes,
    );
    const { OnDemandBaseCapacity, OnDemandPercentageAboveBaseCapacity, SpotAllocationStrategy } =
      mixed?.InstancesDistribution ?? {};
    assert.equal(
      [OnDemandBaseCapacity, OnDemandPercentageAboveBaseCapacity, SpotAllocationStrategy],
      [0, 0, 'price-capacity-optimized'],
    );
  },
  'their tags, metrics and hooks': async () => {
    for (const groupPlan of groupPlansOf(fleet)) {
      const { name } = created.get(groupPlan.kind)!;
      const group = await describeGroup(name);
      assert.equal(Object.fromEntries(group.Tags!.map(({ Key, Value }) => [Key, Value])), tagsOf(groupPlan));
      assert.ok(group.Tags!.every(({ PropagateAtLaunch }) => PropagateAtLaunch));
      assert.ok(group.EnabledMetrics!.some(({ Metric }) => Metric === 'GroupInServiceInstances'));
      const { LifecycleHooks } = await autoScaling.send(
        new DescribeLifecycleHooksCommand({ AutoScalingGroupName: name }),
      );
      assert.equal(
        LifecycleHooks!.map(({ LifecycleTransition, HeartbeatTimeout, DefaultResult }) => [
          LifecycleTransition,
          HeartbeatTimeout,
          DefaultResult,
        ]),
        [
          ['autoscaling:EC2_INSTANCE_LAUNCHING', groupPlan.group.bootTimeoutSeconds, 'ABANDON'],
          ['autoscaling:EC2_INSTANCE_TERMINATING', groupPlan.group.drainSeconds, 'CONTINUE'],
        ],
      );
    }
  },
  'the launch template, with the volume of the plan': async () => {
    const { LaunchTemplateVersions } = await ec2.send(
      new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId: burst.templateId }),
    );
    const data = LaunchTemplateVersions![0]!.LaunchTemplateData!;
    const { VolumeSize, Throughput, VolumeType, Encrypted } = data.BlockDeviceMappings![0]!.Ebs!;
    const { sizeGibibytes, throughputMebibytesPerSecond } = fleet.burst!.volume;
    assert.equal(
      [VolumeSize, Throughput, VolumeType, Encrypted],
      [sizeGibibytes, throughputMebibytesPerSecond, 'gp3', true],
    );
    const { HttpTokens, HttpPutResponseHopLimit } = data.MetadataOptions!;
    assert.equal([HttpTokens, HttpPutResponseHopLimit], ['required', 1]);
  },
});

check('Auto Scaling and CloudWatch take', {
  'every step policy, with the bounds and adjustments of the plan': async () => {
    assert.ok(stepPolicies.length > 8);
    for (const policy of stepPolicies) {
      const { kept } = await putPolicy(policy);
      assert.equal([kept.PolicyType, kept.AdjustmentType], ['StepScaling', policy.adjustmentType], policy.name);
      assert.is(kept.MinAdjustmentMagnitude, policy.minAdjustmentMagnitude, policy.name);
      const adjustments = kept.StepAdjustments!.map(step => [
        step.MetricIntervalLowerBound,
        step.MetricIntervalUpperBound,
        step.ScalingAdjustment,
      ]);
      const steps = policy.steps.map(({ lowerBound, upperBound, adjustment }) => [lowerBound, upperBound, adjustment]);
      assert.equal(adjustments, steps, policy.name);
    }
  },
  'its alarm, with threshold, periods and action': async () => {
    for (const policy of stepPolicies) {
      const { arn, alarm, kept } = await putAlarm(policy);
      assert.equal(
        [kept.Threshold, kept.EvaluationPeriods, kept.DatapointsToAlarm, kept.TreatMissingData, kept.AlarmActions],
        [alarm.threshold, alarm.evaluationPeriods, alarm.datapointsToAlarm, alarm.missingData, [arn]],
        policy.name,
      );
      const periods = kept.Metrics?.flatMap(({ MetricStat }) => MetricStat?.Period ?? []) ?? [];
      assert.equal(
        new Set([...periods, kept.Period].filter(period => period)),
        new Set([alarm.periodSeconds]),
        policy.name,
      );
    }
  },
  'target tracking on metric math, and on the CPU': async () => {
    for (const policy of [targetPolicy(), targetPolicy({ name: 'cpu-40', metric: 'cpuPercent', target: 40 })]) {
      const { kept } = await putPolicy(policy);
      const { TargetValue, DisableScaleIn, CustomizedMetricSpecification, PredefinedMetricSpecification } =
        kept.TargetTrackingConfiguration!;
      assert.equal([TargetValue, DisableScaleIn], [policy.target, policy.disableScaleIn]);
      const math = CustomizedMetricSpecification?.Metrics?.find(({ ReturnData }) => ReturnData)?.Expression;
      const isCpu = policy.metric === 'cpuPercent';
      assert.is(math, isCpu ? undefined : 'IF(inService > 0, backlog / inService, backlog)');
      assert.is(PredefinedMetricSpecification?.PredefinedMetricType, isCpu ? 'ASGAverageCPUUtilization' : undefined);
    }
  },
  'a schedule': async () => {
    const policy = scheduledPolicy({ atUtc: '07:45', weekdays: ['mon', 'fri'], minCount: 3 });
    const call = scheduledActionCall(scheduleArgs(policy, burst.name));
    await autoScaling.send(new PutScheduledUpdateGroupActionCommand(call));
    const { ScheduledUpdateGroupActions } = await autoScaling.send(
      new DescribeScheduledActionsCommand({ AutoScalingGroupName: burst.name }),
    );
    const { Recurrence, TimeZone, MinSize, MaxSize } = ScheduledUpdateGroupActions![0]!;
    assert.equal([Recurrence, TimeZone, MinSize, MaxSize], ['45 7 * * 1,5', 'Etc/UTC', 3, undefined]);
  },
});
