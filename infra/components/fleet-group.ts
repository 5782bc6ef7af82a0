import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { Fleet, HubPlan } from '../../hub/plan/hub-plan.ts';
import type { FleetGroupPlan } from '../fleet/fleet-group-plan.ts';
import { fleetTags } from '../fleet/fleet-tags.ts';
import { groupArgs } from '../fleet/group-args.ts';
import { launchTemplateArgs } from '../fleet/launch-template-args.ts';
import { lifecycleHooksOf } from '../fleet/lifecycle-hooks.ts';
import { machineImageOf } from '../fleet/machine-image.ts';
import { subnetsOfZones } from '../fleet/subnets-of-zones.ts';
import type { Network } from './network.ts';

export type FleetGroupArgs = {
  readonly plan: Pick<HubPlan, 'stack' | 'region' | 'fleets' | 'images' | 'network' | 'observability'>;
  readonly fleet: Fleet;
  readonly groupPlan: FleetGroupPlan;
  readonly network: Network;
  readonly instanceProfileArn: pulumi.Input<string>;
  /** Plain text. */
  readonly userData: pulumi.Input<string>;
};

/** One of a fleet's Auto Scaling groups, with its launch template and its lifecycle hooks; policies are added by the fleet. */
export class FleetGroup extends pulumi.ComponentResource {
  readonly groupName: pulumi.Output<string>;
  readonly groupArn: pulumi.Output<string>;

  constructor(name: string, args: FleetGroupArgs, opts?: pulumi.ComponentResourceOptions) {
    super('assethub:fleet:FleetGroup', name, args, opts);
    const { plan, fleet, groupPlan, network } = args;
    const tags = fleetTags(plan.stack, fleet, groupPlan.kind);

    const launchTemplate = new aws.ec2.LaunchTemplate(
      `${name}-template`,
      launchTemplateArgs({
        plan,
        group: groupPlan.group,
        imageId: imageIdOf(this, plan, groupPlan),
        instanceProfileArn: args.instanceProfileArn,
        securityGroupId: network.workerSecurityGroupId,
        userData: pulumi.output(args.userData).apply(text => Buffer.from(text).toString('base64')),
        tags,
      }),
      { parent: this },
    );
    const group = new aws.autoscaling.Group(
      `${name}-group`,
      groupArgs({
        plan: groupPlan,
        launchTemplate: { id: launchTemplate.id, version: launchTemplate.latestVersion.apply(String) },
        subnetIds: network.workerSubnetIds.apply(ids => subnetsOfZones(plan, groupPlan.group.zones, ids)),
        tags,
      }),
      // Capacity belongs to the policies. The first hooks cannot change without replacing the group; those below can.
      // The first instance must find a way out, or it is given up.
      { parent: this, ignoreChanges: ['desiredCapacity', 'initialLifecycleHooks'], dependsOn: [network] },
    );
    for (const hook of lifecycleHooksOf(groupPlan.group)) {
      new aws.autoscaling.LifecycleHook(
        `${name}-${hook.name}-hook`,
        { autoscalingGroupName: group.name, ...hook },
        { parent: this },
      );
    }

    this.groupName = group.name;
    this.groupArn = group.arn;
    this.registerOutputs({ groupName: this.groupName, groupArn: this.groupArn });
  }
}

/** The one thing this program asks AWS for before it deploys; why it must stands in `machine-image.ts`. */
function imageIdOf(parent: FleetGroup, plan: FleetGroupArgs['plan'], { group }: FleetGroupPlan): pulumi.Input<string> {
  const image = machineImageOf(plan, group.bootPath);
  if (image.kind === 'id') return image.imageId;
  // Plain: the id of an image is no secret, and as a secret it would be hidden in the preview.
  return aws.ssm.getParameterOutput({ name: image.name }, { parent }).insecureValue;
}
