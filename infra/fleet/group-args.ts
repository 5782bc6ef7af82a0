import type { autoscaling, types } from '@pulumi/aws';
import type { Input } from '@pulumi/pulumi';
import type { WarmPoolPlan } from '../../hub/plan/fleet-plan.ts';
import type { BurstGroup } from '../../hub/plan/hub-plan.ts';
import type { FleetGroupPlan } from './fleet-group-plan.ts';
import type { Tags } from './fleet-tags.ts';
import { instanceChoice, type PinnedLaunchTemplate } from './instance-choice.ts';
import { INSTANCE_REFRESH } from './instance-refresh.ts';
import { lifecycleHooksOf } from './lifecycle-hooks.ts';

export type GroupNeeds = {
  readonly plan: FleetGroupPlan;
  readonly launchTemplate: PinnedLaunchTemplate;
  /** Of the zones of this group. */
  readonly subnetIds: Input<Input<string>[]>;
  readonly tags: Tags;
};

/** One datapoint a minute, at no charge. Policies watch the instances in service; people watch the rest. */
const GROUP_METRICS: readonly types.enums.autoscaling.Metric[] = [
  'GroupMinSize',
  'GroupMaxSize',
  'GroupDesiredCapacity',
  'GroupInServiceInstances',
  'GroupPendingInstances',
  'GroupTerminatingInstances',
];
const WARM_POOL_METRICS: readonly types.enums.autoscaling.Metric[] = [
  'WarmPoolDesiredCapacity',
  'WarmPoolWarmedCapacity',
  'WarmPoolPendingCapacity',
];

/**
 * An Auto Scaling group of a fleet.
 *
 * Its desired capacity is never set: it belongs to the scaling policies, and every deploy would put it back. Nor is its
 * scale-in protection: the worker protects its own instance while it has a job.
 */
export function groupArgs({ plan, launchTemplate, subnetIds, tags }: GroupNeeds): autoscaling.GroupArgs {
  const { group } = plan;
  const warmPool = plan.kind === 'base' ? plan.group.warmPool : undefined;
  return {
    minSize: group.minCount,
    maxSize: group.maxCount,
    vpcZoneIdentifiers: subnetIds,
    ...instanceChoice(plan, launchTemplate),
    ...(plan.kind === 'burst' ? burstArgs(plan.group) : {}),
    ...(warmPool === undefined ? {} : { warmPool: warmPoolArgs(warmPool) }),
    initialLifecycleHooks: lifecycleHooksOf(group).map(hook => ({ ...hook })),
    healthCheckType: 'EC2',
    // The launching hook already holds an instance back until its worker is ready, so it is judged from then on.
    healthCheckGracePeriod: 0,
    defaultInstanceWarmup: group.instanceWarmupSeconds,
    protectFromScaleIn: false,
    // First what restores the allocation strategy, then what still runs an older version.
    terminationPolicies: ['Default'],
    instanceRefresh: INSTANCE_REFRESH,
    enabledMetrics: [...GROUP_METRICS, ...(warmPool === undefined ? [] : WARM_POOL_METRICS)],
    metricsGranularity: '1Minute',
    // A deploy does not wait for instances: Spot may have none to give, and that is no failure of the deploy.
    waitForCapacityTimeout: '0',
    tags: Object.entries(tags).map(([key, value]) => ({ key, value, propagateAtLaunch: true })),
  };
}

/**
 * Spot capacity lies where it lies. To spread it evenly over the zones again, Auto Scaling would start instances in one zone
 * and end others in another, for jobs that take minutes; nor does the simulator do so.
 */
function burstArgs({ capacityRebalance }: BurstGroup) {
  return { capacityRebalance, suspendedProcesses: ['AZRebalance'] };
}

/** Stopped instances cost their volumes. Types with a GPU cannot hibernate (DescribeInstanceTypes, 2026-08-02 [H]). */
function warmPoolArgs({ minCount, preparedCapacityMax, reuseOnScaleIn }: WarmPoolPlan) {
  return {
    poolState: 'Stopped',
    minSize: minCount,
    maxGroupPreparedCapacity: preparedCapacityMax,
    instanceReusePolicy: { reuseOnScaleIn },
  };
}
