import type { ec2, vpc } from '@pulumi/aws';
import type { CheckId } from '../checklist.ts';
import { linkedTo } from '../linked-resources.ts';
import { acrossStack, onResource, type Rule, type StackResource } from '../rule.ts';

const GROUP = 'aws:ec2/securityGroup:SecurityGroup';
const DEFAULT_GROUP = 'aws:ec2/defaultSecurityGroup:DefaultSecurityGroup';
const EITHER_RULE = 'aws:ec2/securityGroupRule:SecurityGroupRule';
const INGRESS_RULE = 'aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule';
const EGRESS_RULE = 'aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule';
const VPC = 'aws:ec2/vpc:Vpc';
const AWSX_VPC = 'awsx:ec2:Vpc';

const NO_INGRESS: readonly CheckId[] = ['CKV_AWS_24', 'CKV_AWS_25', 'CKV_AWS_260', 'CKV_AWS_277', 'AwsSolutions-EC23'];

/** What AWS writes into a group that is not described. */
const NO_DESCRIPTION = /^(Managed by (Pulumi|Terraform))?$/;

const HTTPS_PORT = 443;

type PortRange = {
  readonly protocol?: string | undefined;
  readonly ipProtocol?: string | undefined;
  readonly fromPort?: number | undefined;
  readonly toPort?: number | undefined;
};

const isHttps = ({ protocol, ipProtocol, fromPort, toPort }: PortRange): boolean =>
  (protocol ?? ipProtocol) === 'tcp' && fromPort === HTTPS_PORT && toPort === HTTPS_PORT;

const ownVpcGroup = (type: string): Rule =>
  acrossStack<object>({
    name: `${type === VPC ? 'vpc' : 'awsx-vpc'}-closes-default-group`,
    ids: ['CKV2_AWS_12'],
    type,
    says: 'the default security group of a VPC is taken over',
    remedy: 'Make a DefaultSecurityGroup without rules for it: AWS gives it rules that let members talk.',
    isBroken: (network, stack) =>
      !isMadeByAwsx(network) && linkedTo(network, DEFAULT_GROUP, 'vpcId', stack).length === 0,
  });

/** Then the component is judged, which is what the program made. */
const isMadeByAwsx = ({ parent }: StackResource<object>): boolean => parent?.type === AWSX_VPC;

export const NETWORK_RULES: readonly Rule[] = Object.freeze([
  onResource<ec2.SecurityGroupArgs>({
    name: 'security-group-described',
    ids: ['CKV_AWS_23', 'AwsSolutions-EC27'],
    types: [GROUP, EITHER_RULE, INGRESS_RULE, EGRESS_RULE],
    says: 'security groups and their rules say what they are for',
    remedy: 'Set description.',
    isBroken: ({ description }) => NO_DESCRIPTION.test(description ?? ''),
  }),
  onResource<ec2.SecurityGroupArgs>({
    name: 'security-group-no-ingress',
    ids: NO_INGRESS,
    types: [GROUP],
    says: 'nothing can connect to an instance',
    remedy: 'Leave ingress out: workers fetch their work, and nothing has to reach them.',
    isBroken: ({ ingress = [] }) => ingress.length > 0,
  }),
  onResource<ec2.SecurityGroupRuleArgs>({
    name: 'security-group-no-ingress-rule',
    ids: NO_INGRESS,
    types: [INGRESS_RULE, EITHER_RULE],
    says: 'nothing can connect to an instance',
    remedy: 'Remove the rule: workers fetch their work, and nothing has to reach them.',
    isBroken: ({ type }) => type !== 'egress',
  }),
  onResource<ec2.SecurityGroupArgs>({
    name: 'security-group-egress-https',
    ids: ['CKV_AWS_382'],
    types: [GROUP],
    says: 'instances speak HTTPS and nothing else',
    remedy: 'Allow TCP port 443 only; all of AWS is spoken to by HTTPS.',
    isBroken: ({ egress = [] }) => !egress.every(isHttps),
  }),
  onResource<vpc.SecurityGroupEgressRuleArgs>({
    name: 'security-group-egress-rule-https',
    ids: ['CKV_AWS_382'],
    types: [EGRESS_RULE, EITHER_RULE],
    says: 'instances speak HTTPS and nothing else',
    remedy: 'Allow TCP port 443 only; all of AWS is spoken to by HTTPS.',
    isBroken: rule => !isHttps(rule),
  }),
  onResource<ec2.DefaultSecurityGroupArgs>({
    name: 'default-security-group-closed',
    ids: ['CKV2_AWS_12'],
    types: [DEFAULT_GROUP],
    says: 'the default security group lets nothing through',
    remedy: 'Give it neither ingress nor egress.',
    isBroken: ({ ingress = [], egress = [] }) => ingress.length + egress.length > 0,
  }),
  ownVpcGroup(VPC),
  ownVpcGroup(AWSX_VPC),
]);
