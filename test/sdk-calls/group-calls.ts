/** What the AWS provider calls for a launch template and for a group, from the arguments of their Pulumi resources. */
import type {
  CreateAutoScalingGroupCommandInput,
  EnableMetricsCollectionCommandInput,
  MixedInstancesPolicy,
  PutWarmPoolCommandInput,
  SuspendProcessesCommandInput,
} from '@aws-sdk/client-auto-scaling';
import type { CreateLaunchTemplateCommandInput, LaunchTemplateBlockDeviceMappingRequest } from '@aws-sdk/client-ec2';
import type { autoscaling, ec2, types } from '@pulumi/aws';
import type { Unwrap } from '@pulumi/pulumi';
import { nothingLeft, plainArgs } from './plain-args.ts';

/** One resource is several calls. */
export type GroupCalls = {
  readonly create: CreateAutoScalingGroupCommandInput;
  readonly warmPool: PutWarmPoolCommandInput | undefined;
  readonly metrics: EnableMetricsCollectionCommandInput;
  readonly suspension: SuspendProcessesCommandInput | undefined;
};

export function groupCalls(name: string, args: autoscaling.GroupArgs): GroupCalls {
  // Of the provider alone: whether it waits, and when it starts an instance refresh by itself.
  const { waitForCapacityTimeout: _waits, instanceRefresh: _refresh, ...own } = plainArgs(args);
  const { minSize, maxSize, vpcZoneIdentifiers, launchTemplate, mixedInstancesPolicy, capacityRebalance, ...more } =
    own;
  const { warmPool, initialLifecycleHooks, healthCheckType, healthCheckGracePeriod, defaultInstanceWarmup, ...most } =
    more;
  const { protectFromScaleIn, terminationPolicies, enabledMetrics, metricsGranularity, tags, ...others } = most;
  const { suspendedProcesses, ...rest } = others;
  nothingLeft('a group', rest);
  return {
    create: {
      AutoScalingGroupName: name,
      MinSize: minSize,
      MaxSize: maxSize,
      VPCZoneIdentifier: vpcZoneIdentifiers?.join(','),
      LaunchTemplate: launchTemplate && { LaunchTemplateId: launchTemplate.id, Version: launchTemplate.version },
      MixedInstancesPolicy: mixedInstancesPolicy && mixedPolicyOf(mixedInstancesPolicy),
      CapacityRebalance: capacityRebalance,
      LifecycleHookSpecificationList: initialLifecycleHooks?.map(hook => ({
        LifecycleHookName: hook.name,
        LifecycleTransition: hook.lifecycleTransition,
        HeartbeatTimeout: hook.heartbeatTimeout,
        DefaultResult: hook.defaultResult,
      })),
      HealthCheckType: healthCheckType,
      HealthCheckGracePeriod: healthCheckGracePeriod,
      DefaultInstanceWarmup: defaultInstanceWarmup,
      NewInstancesProtectedFromScaleIn: protectFromScaleIn,
      TerminationPolicies: terminationPolicies,
      Tags: tags?.map(({ key, value, propagateAtLaunch }) => ({
        Key: key,
        Value: value,
        PropagateAtLaunch: propagateAtLaunch,
        ResourceType: 'auto-scaling-group',
        ResourceId: name,
      })),
    },
    warmPool: warmPool && warmPoolOf(name, warmPool),
    metrics: { AutoScalingGroupName: name, Metrics: enabledMetrics, Granularity: metricsGranularity },
    suspension: suspendedProcesses && { AutoScalingGroupName: name, ScalingProcesses: suspendedProcesses },
  };
}

function warmPoolOf(name: string, pool: Unwrap<types.input.autoscaling.GroupWarmPool>): PutWarmPoolCommandInput {
  const { poolState, minSize, maxGroupPreparedCapacity, instanceReusePolicy, ...rest } = pool;
  nothingLeft('a warm pool', rest);
  return {
    AutoScalingGroupName: name,
    PoolState: poolState as 'Stopped',
    MinSize: minSize,
    MaxGroupPreparedCapacity: maxGroupPreparedCapacity,
    InstanceReusePolicy: { ReuseOnScaleIn: instanceReusePolicy?.reuseOnScaleIn },
  };
}

function mixedPolicyOf(policy: Unwrap<types.input.autoscaling.GroupMixedInstancesPolicy>): MixedInstancesPolicy {
  const { instancesDistribution, launchTemplate, ...rest } = policy;
  nothingLeft('a mixed instances policy', rest);
  const { onDemandBaseCapacity, onDemandPercentageAboveBaseCapacity, ...strategies } = instancesDistribution ?? {};
  const { onDemandAllocationStrategy, spotAllocationStrategy, ...left } = strategies;
  nothingLeft('a distribution', left);
  const { launchTemplateId, version } = launchTemplate.launchTemplateSpecification;
  return {
    InstancesDistribution: {
      OnDemandBaseCapacity: onDemandBaseCapacity,
      OnDemandPercentageAboveBaseCapacity: onDemandPercentageAboveBaseCapacity,
      OnDemandAllocationStrategy: onDemandAllocationStrategy,
      SpotAllocationStrategy: spotAllocationStrategy,
    },
    LaunchTemplate: {
      LaunchTemplateSpecification: { LaunchTemplateId: launchTemplateId, Version: version },
      Overrides: launchTemplate.overrides?.map(({ instanceType, ...unknown }) => {
        nothingLeft('an override', unknown);
        return { InstanceType: instanceType };
      }),
    },
  };
}

export function launchTemplateCall(name: string, args: ec2.LaunchTemplateArgs): CreateLaunchTemplateCommandInput {
  // Of the provider alone: it matters when there is a second version.
  const { updateDefaultVersion: _update, ...own } = plainArgs(args);
  const { imageId, instanceType, ebsOptimized, iamInstanceProfile, userData, blockDeviceMappings, ...more } = own;
  const { metadataOptions, monitoring, networkInterfaces, tagSpecifications, ...rest } = more;
  nothingLeft('a launch template', rest);
  return {
    LaunchTemplateName: name,
    LaunchTemplateData: {
      ImageId: imageId,
      InstanceType: instanceType as 'g4dn.xlarge',
      EbsOptimized: ebsOptimized === 'true',
      IamInstanceProfile: { Arn: iamInstanceProfile?.arn },
      UserData: userData,
      BlockDeviceMappings: blockDeviceMappings?.map(volumeOf),
      MetadataOptions: metadataOptions && {
        HttpEndpoint: metadataOptions.httpEndpoint as 'enabled',
        HttpTokens: metadataOptions.httpTokens as 'required',
        HttpPutResponseHopLimit: metadataOptions.httpPutResponseHopLimit,
        InstanceMetadataTags: metadataOptions.instanceMetadataTags as 'enabled',
      },
      Monitoring: { Enabled: monitoring?.enabled },
      NetworkInterfaces: networkInterfaces?.map(networkInterface => ({
        DeviceIndex: networkInterface.deviceIndex,
        AssociatePublicIpAddress: networkInterface.associatePublicIpAddress === 'true',
        DeleteOnTermination: networkInterface.deleteOnTermination === 'true',
        Groups: networkInterface.securityGroups,
      })),
      TagSpecifications: tagSpecifications?.map(({ resourceType, tags }) => ({
        ResourceType: resourceType as 'volume',
        Tags: Object.entries(tags ?? {}).map(([Key, Value]) => ({ Key, Value })),
      })),
    },
  };
}

function volumeOf({
  deviceName,
  ebs,
}: Unwrap<types.input.ec2.LaunchTemplateBlockDeviceMapping>): LaunchTemplateBlockDeviceMappingRequest {
  const { volumeType, volumeSize, throughput, iops, encrypted, deleteOnTermination, ...rest } = ebs ?? {};
  nothingLeft('a volume', rest);
  return {
    DeviceName: deviceName,
    Ebs: {
      VolumeType: volumeType as 'gp3',
      VolumeSize: volumeSize,
      Throughput: throughput,
      Iops: iops,
      Encrypted: encrypted === 'true',
      DeleteOnTermination: deleteOnTermination === 'true',
    },
  };
}
