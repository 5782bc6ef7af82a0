import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { Fleet, HubPlan } from '../../hub/plan/hub-plan.ts';
import { groupPlansOf } from '../fleet/fleet-group-plan.ts';
import { policyDocument, trustDocument } from '../permissions/statement.ts';
import { workerStatements } from '../permissions/worker-permissions.ts';
import type { AssetStore } from './asset-store.ts';
import type { Images } from './images.ts';
import type { JobQueue } from './job-queue.ts';
import type { JobTable } from './job-table.ts';

export type WorkerRoleArgs = {
  readonly plan: Pick<HubPlan, 'stack' | 'region'>;
  readonly fleet: Fleet;
  /** Those that the fleet serves. */
  readonly jobQueues: readonly JobQueue[];
  readonly jobTable: JobTable;
  readonly assetStore: AssetStore;
  readonly images: Images;
  readonly logGroupArn: pulumi.Input<string>;
};

/** Who the instances of a fleet are: one role for both groups, since the same worker runs in them. */
export class WorkerRole extends pulumi.ComponentResource {
  readonly instanceProfileArn: pulumi.Output<string>;

  constructor(name: string, args: WorkerRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    super('assethub:fleet:WorkerRole', name, args, opts);

    const role = new aws.iam.Role(
      `${name}-role`,
      { assumeRolePolicy: trustDocument('ec2.amazonaws.com') },
      { parent: this },
    );
    const permissions = new aws.iam.RolePolicy(
      `${name}-permissions`,
      { role: role.name, policy: permissionsOf(args) },
      { parent: this },
    );
    const profile = new aws.iam.InstanceProfile(
      `${name}-profile`,
      { role: role.name },
      // No instance starts before it may do its work.
      { parent: this, dependsOn: [permissions] },
    );

    this.instanceProfileArn = profile.arn;
    this.registerOutputs({ instanceProfileArn: this.instanceProfileArn });
  }
}

function permissionsOf(args: WorkerRoleArgs): pulumi.Output<string> {
  const { plan, fleet } = args;
  return pulumi
    .output({
      queueArns: args.jobQueues.map(queue => queue.arn),
      tableArn: args.jobTable.tableArn,
      assetsBucketArn: args.assetStore.assetsBucket.arn,
      repositoryArn: args.images.repositoryArn,
      logGroupArn: args.logGroupArn,
    })
    .apply(arns =>
      policyDocument(
        workerStatements({
          ...arns,
          stack: plan.stack,
          region: plan.region,
          fleetName: fleet.name,
          isProtecting: groupPlansOf(fleet).some(({ group }) => group.scaleInProtection),
        }),
      ),
    );
}
