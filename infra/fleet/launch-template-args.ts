import type { ec2 } from '@pulumi/aws';
import type { Input } from '@pulumi/pulumi';
import type { BaseGroup, BurstGroup, HubPlan } from '../../hub/plan/hub-plan.ts';
import type { Tags } from './fleet-tags.ts';
import { rootVolume } from './root-volume.ts';

export type LaunchTemplateNeeds = {
  readonly plan: Pick<HubPlan, 'network' | 'observability'>;
  readonly group: Pick<BaseGroup | BurstGroup, 'instanceTypes' | 'volume'>;
  readonly imageId: Input<string>;
  readonly instanceProfileArn: Input<string>;
  readonly securityGroupId: Input<string>;
  /** Plain text; it is encoded here. */
  readonly userData: Input<string>;
  readonly tags: Tags;
};

/**
 * How a worker's instance is launched. Spot or on-demand is the group's business: a template that also asked for Spot would
 * contradict it.
 */
export function launchTemplateArgs(needs: LaunchTemplateNeeds): ec2.LaunchTemplateArgs {
  const { plan, group, tags } = needs;
  return {
    imageId: needs.imageId,
    // Of a group with a single type. A group with several names them all itself, in its own order.
    instanceType: group.instanceTypes[0]!,
    ebsOptimized: 'true',
    iamInstanceProfile: { arn: needs.instanceProfileArn },
    userData: needs.userData,
    updateDefaultVersion: true,
    blockDeviceMappings: [rootVolume(group.volume)],
    metadataOptions: {
      httpEndpoint: 'enabled',
      httpTokens: 'required',
      // The worker's container shares the network of its host, so the service is one hop away from it and from nobody else.
      httpPutResponseHopLimit: 1,
      // An instance learns the name of its group, which it needs to answer the hooks, from its tags.
      instanceMetadataTags: 'enabled',
    },
    monitoring: { enabled: plan.observability.detailedMonitoring },
    networkInterfaces: [
      {
        deviceIndex: 0,
        associatePublicIpAddress: String(plan.network.workerSubnets === 'public'),
        deleteOnTermination: 'true',
        securityGroups: [needs.securityGroupId],
      },
    ],
    // Instances get their tags from the group. Public addresses are billed to the network interface [L].
    tagSpecifications: ['volume', 'network-interface'].map(resourceType => ({ resourceType, tags: { ...tags } })),
  };
}
