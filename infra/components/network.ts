import * as aws from '@pulumi/aws';
// Not the root of awsx, which loads ECS, Docker and more: importing the SDKs is 2.0 G instructions so, and 2.2 G with it (2026-11).
import { Vpc } from '@pulumi/awsx/ec2/index.js';
import * as pulumi from '@pulumi/pulumi';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import { gatewayEndpointsOf } from '../network/gateway-endpoints.ts';
import { vpcLayoutOf } from '../network/vpc-layout.ts';
import { WORKER_EGRESS } from '../network/worker-egress.ts';

export type NetworkArgs = {
  readonly plan: Pick<HubPlan, 'region' | 'network' | 'fleets'>;
};

/**
 * Where workers live: a VPC into which no connection can be made, with a subnet for them in every zone the plan names.
 *
 * In awsx a public subnet always gives its instances public addresses, and there is no choice. Workers do not rely on it:
 * their launch templates say whether they get one, so that nobody has to know the subnet to know the worker.
 */
export class Network extends pulumi.ComponentResource {
  readonly vpcId: pulumi.Output<string>;
  /** One per zone, in the order of `zonesOf(plan)`. */
  readonly workerSubnetIds: pulumi.Output<string[]>;
  readonly workerSecurityGroupId: pulumi.Output<string>;

  constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super('assethub:network:Network', name, args, opts);
    const { region, network } = args.plan;
    const { zones, zoneCidrMask, subnetSpecs, natStrategy } = vpcLayoutOf(args.plan);
    // What another process makes does not look up to its parent for a provider, so it is handed over.
    const provider = this.getProvider('aws:ec2/vpc:Vpc');

    const vpc = new Vpc(
      `${name}-vpc`,
      {
        cidrBlock: network.cidrBlock,
        availabilityZoneNames: [...zones],
        availabilityZoneCidrMask: zoneCidrMask,
        subnetStrategy: 'Auto',
        subnetSpecs: [...subnetSpecs],
        subnetNameTagStrategy: 'AvailabilityZone',
        natGateways: { strategy: natStrategy },
        enableDnsHostnames: true,
        enableDnsSupport: true,
        // Auto puts a gateway endpoint on the route table of every subnet.
        vpcEndpointStrategy: 'Auto',
        vpcEndpointSpecs: [...gatewayEndpointsOf(region)],
      },
      { parent: this, ...(provider === undefined ? {} : { providers: [provider] }) },
    );
    // A group that every network interface without one of its own would join: with no rules it lets nothing through.
    new aws.ec2.DefaultSecurityGroup(`${name}-default`, { vpcId: vpc.vpcId }, { parent: this });
    const workers = new aws.ec2.SecurityGroup(
      `${name}-workers`,
      { vpcId: vpc.vpcId, description: 'GPU workers: nothing connects to them, they speak HTTPS' },
      { parent: this },
    );
    new aws.vpc.SecurityGroupEgressRule(
      `${name}-workers-https`,
      { securityGroupId: workers.id, ...WORKER_EGRESS },
      { parent: this },
    );

    this.vpcId = vpc.vpcId;
    this.workerSubnetIds = network.workerSubnets === 'private' ? vpc.privateSubnetIds : vpc.publicSubnetIds;
    this.workerSecurityGroupId = workers.id;
    this.registerOutputs({
      vpcId: this.vpcId,
      workerSubnetIds: this.workerSubnetIds,
      workerSecurityGroupId: this.workerSecurityGroupId,
    });
  }
}
