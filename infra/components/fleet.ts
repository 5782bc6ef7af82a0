import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { LOG_RETENTION_DAYS } from '../../hub/catalog/request-counts.ts';
import type { HubPlan, Fleet as PlannedFleet } from '../../hub/plan/hub-plan.ts';
import { userData } from '../boot/user-data.ts';
import { type FleetGroupPlan, groupPlansOf } from '../fleet/fleet-group-plan.ts';
import type { AssetStore } from './asset-store.ts';
import { FleetGroup } from './fleet-group.ts';
import type { Images } from './images.ts';
import type { JobQueue } from './job-queue.ts';
import type { JobTable } from './job-table.ts';
import type { Network } from './network.ts';
import { createScalingPolicies } from './scaling-policies.ts';
import { WorkerRole } from './worker-role.ts';

export type FleetArgs = {
  readonly plan: HubPlan;
  readonly fleet: PlannedFleet;
  readonly network: Network;
  /** By the queue's name in the plan; at least those that the fleet serves. */
  readonly jobQueues: Readonly<Record<string, JobQueue>>;
  readonly jobTable: JobTable;
  readonly assetStore: AssetStore;
  readonly images: Images;
};

/** A group of the plan, and what it is called on AWS. */
export type DeployedGroup = {
  readonly fleet: string;
  readonly kind: FleetGroupPlan['kind'];
  readonly plan: FleetGroupPlan['group'];
  readonly groupName: pulumi.Output<string>;
  readonly groupArn: pulumi.Output<string>;
};

/**
 * The workers of one or more queues: an on-demand base, which is there when Spot is not, and a Spot burst. Both poll the same
 * queues with the same worker.
 */
export class Fleet extends pulumi.ComponentResource {
  readonly baseGroupName?: pulumi.Output<string>;
  readonly burstGroupName?: pulumi.Output<string>;
  readonly logGroupName: pulumi.Output<string>;
  /** Both, for those who name or change them. */
  readonly groups: readonly DeployedGroup[];

  constructor(name: string, args: FleetArgs, opts?: pulumi.ComponentResourceOptions) {
    super('assethub:fleet:Fleet', name, args, opts);
    const { plan, fleet, network, jobTable, assetStore, images } = args;
    const jobQueues = fleet.queues.map(queue => jobQueueOf(args, queue));

    const logGroup = new aws.cloudwatch.LogGroup(
      `${name}-log`,
      { retentionInDays: LOG_RETENTION_DAYS },
      { parent: this },
    );
    const { instanceProfileArn } = new WorkerRole(
      `${name}-worker`,
      { plan, fleet, jobQueues, jobTable, assetStore, images, logGroupArn: logGroup.arn },
      { parent: this },
    );
    const groups = groupPlansOf(fleet).map(groupPlan => {
      const groupName = `${name}-${groupPlan.kind}`;
      const text = userDataOf(args, groupPlan.kind, logGroup.name);
      const groupArgs = { plan, fleet, groupPlan, network, instanceProfileArn, userData: text };
      return { groupPlan, groupName, group: new FleetGroup(groupName, groupArgs, { parent: this }) };
    });
    // After both groups are there: what a policy of one watches may be an average over both.
    for (const { groupPlan, groupName, group } of groups) {
      createScalingPolicies(this, groupName, groupPlan.group.policies, {
        queueNames: jobQueues.map(queue => queue.queueName),
        groupName: group.groupName,
        fleetGroupNames: groups.map(each => each.group.groupName),
      });
      if (groupPlan.kind === 'base') this.baseGroupName = group.groupName;
      else this.burstGroupName = group.groupName;
    }

    this.groups = groups.map(({ groupPlan: { kind, group: plan }, group: { groupName, groupArn } }) => {
      return { fleet: fleet.name, kind, plan, groupName, groupArn };
    });
    this.logGroupName = logGroup.name;
    this.registerOutputs({
      baseGroupName: this.baseGroupName,
      burstGroupName: this.burstGroupName,
      logGroupName: this.logGroupName,
    });
  }
}

function jobQueueOf({ fleet, jobQueues }: FleetArgs, queue: string): JobQueue {
  const found = jobQueues[queue];
  if (found === undefined) throw new Error(`fleet ${fleet.name} is given no queue ${queue}`);
  return found;
}

function userDataOf(
  args: FleetArgs,
  kind: FleetGroupPlan['kind'],
  logGroupName: pulumi.Output<string>,
): pulumi.Output<string> {
  const { plan, fleet } = args;
  return pulumi
    .output({
      workerImage: pulumi.interpolate`${args.images.repositoryUrl}:${plan.images.workerImageTag}`,
      assetsBucketName: args.assetStore.assetsBucket.id,
      jobTableName: args.jobTable.tableName,
      logGroupName,
      queueUrls: Object.fromEntries(fleet.queues.map(queue => [queue, jobQueueOf(args, queue).url])),
    })
    .apply(names => userData({ plan, fleet, kind, ...names }));
}
