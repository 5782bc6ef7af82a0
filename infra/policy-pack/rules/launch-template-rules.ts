import type { autoscaling, ec2 } from '@pulumi/aws';
import { holdsSecret } from '../holds-secret.ts';
import { onResource, type Rule } from '../rule.ts';

const TEMPLATE = 'aws:ec2/launchTemplate:LaunchTemplate';
const GROUP = 'aws:autoscaling/group:Group';

const TEMPLATE_RULES: readonly Rule[] = [
  onResource<ec2.LaunchTemplateArgs>({
    name: 'launch-template-imdsv2',
    ids: ['CKV_AWS_79'],
    types: [TEMPLATE],
    says: 'the metadata service of an instance wants a session token',
    remedy: 'Set metadataOptions.httpTokens to required.',
    isBroken: ({ metadataOptions }) => metadataOptions?.httpTokens !== 'required',
  }),
  onResource<ec2.LaunchTemplateArgs>({
    name: 'launch-template-imds-one-hop',
    ids: ['CKV_AWS_341'],
    types: [TEMPLATE],
    says: 'the metadata service is one hop away',
    remedy: 'Set metadataOptions.httpPutResponseHopLimit to 1; the worker shares the network of its host.',
    isBroken: ({ metadataOptions }) => (metadataOptions?.httpPutResponseHopLimit ?? 1) > 1,
  }),
  onResource<ec2.LaunchTemplateArgs>({
    name: 'launch-template-encrypted-volumes',
    ids: ['CKV_AWS_8', 'CKV_AWS_3', 'AwsSolutions-EC26'],
    types: [TEMPLATE],
    says: 'volumes of an instance are encrypted',
    remedy: 'Describe the root volume in blockDeviceMappings, and set encrypted in every ebs.',
    isBroken: ({ blockDeviceMappings = [] }) =>
      blockDeviceMappings.length === 0 ||
      blockDeviceMappings.some(({ ebs }) => ebs !== undefined && ebs.encrypted !== 'true'),
  }),
  onResource<ec2.LaunchTemplateArgs>({
    name: 'launch-template-no-secrets',
    ids: ['CKV_AWS_46'],
    types: [TEMPLATE],
    says: 'no credentials stand in user data',
    remedy: 'Give the instance role the permission instead: every process on an instance can read its user data.',
    isBroken: ({ userData }) => holdsSecret(Buffer.from(userData ?? '', 'base64').toString()),
  }),
  onResource<ec2.LaunchTemplateArgs>({
    name: 'launch-template-role',
    ids: ['CKV2_AWS_41'],
    types: [TEMPLATE],
    says: 'an instance has a role',
    remedy: 'Set iamInstanceProfile.',
    isBroken: ({ iamInstanceProfile }) => iamInstanceProfile === undefined,
  }),
  onResource<ec2.LaunchTemplateArgs>({
    name: 'launch-template-ebs-optimized',
    ids: ['CKV_AWS_135'],
    types: [TEMPLATE],
    says: 'an instance has bandwidth of its own for its volumes',
    remedy: 'Set ebsOptimized; the types in use have it at no charge.',
    isBroken: ({ ebsOptimized }) => ebsOptimized !== 'true',
  }),
];

const GROUP_RULES: readonly Rule[] = [
  onResource<autoscaling.GroupArgs>({
    name: 'group-launch-template',
    ids: ['CKV_AWS_315'],
    types: [GROUP],
    says: 'a group uses a launch template',
    remedy:
      'Set launchTemplate or mixedInstancesPolicy; launch configurations know no IMDSv2 defaults and no new types.',
    isBroken: ({ launchConfiguration, launchTemplate, mixedInstancesPolicy }) =>
      launchConfiguration !== undefined || (launchTemplate === undefined && mixedInstancesPolicy === undefined),
  }),
  onResource<autoscaling.GroupArgs>({
    name: 'group-tags-instances',
    ids: ['CKV_AWS_153'],
    types: [GROUP],
    says: 'a group tags what it launches',
    remedy: 'Set tags with propagateAtLaunch; the default tags of the provider do not reach instances.',
    isBroken: ({ tags = [] }) => !tags.some(({ propagateAtLaunch }) => propagateAtLaunch),
  }),
  onResource<autoscaling.GroupArgs>({
    name: 'group-health-grace',
    ids: ['AwsSolutions-AS2'],
    types: [GROUP],
    says: 'a group that asks a load balancer for health waits before it judges',
    remedy: 'Set healthCheckGracePeriod.',
    isBroken: ({ healthCheckType, healthCheckGracePeriod }) =>
      healthCheckType === 'ELB' && healthCheckGracePeriod === undefined,
  }),
];

/** Launch templates, and the groups that use them. */
export const LAUNCH_TEMPLATE_RULES: readonly Rule[] = Object.freeze([...TEMPLATE_RULES, ...GROUP_RULES]);
