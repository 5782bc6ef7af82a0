import { checkRules, type Specimens } from '../../../test/policy-pack/check-rules.ts';
import { NETWORK_RULES } from './network-rules.ts';

const DEFAULT_GROUP = 'aws:ec2/defaultSecurityGroup:DefaultSecurityGroup';
const AWSX_VPC = 'awsx:ec2:Vpc';
const HTTPS = { protocol: 'tcp', fromPort: 443, toPort: 443, cidrBlocks: ['0.0.0.0/0'] };
const EVERYTHING = { protocol: '-1', fromPort: 0, toPort: 0, cidrBlocks: ['0.0.0.0/0'] };
const closes = (name: string) => ({ type: DEFAULT_GROUP, name: 'default', from: { vpcId: [name] } });

const vpcClosed = (type: string): Specimens => ({
  kept: [[{ type, name: 'vpc' }, closes('vpc')]],
  broken: [[{ type, name: 'vpc' }], [{ type, name: 'vpc' }, { type: 'any', name: 'other' }, closes('other')]],
});
const INNER_VPC = { type: 'aws:ec2/vpc:Vpc', name: 'inner', parent: 'outer' };
const OUTER_VPC = { type: AWSX_VPC, name: 'outer' };

checkRules('rules about the network', NETWORK_RULES, {
  'security-group-described': {
    kept: [{ description: 'GPU workers' }],
    broken: [{}, { description: '' }, { description: 'Managed by Pulumi' }],
  },
  'security-group-no-ingress': {
    kept: [{}, { ingress: [] }],
    broken: [{ ingress: [HTTPS] }],
  },
  'security-group-no-ingress-rule': {
    kept: [{ type: 'egress' }],
    broken: [{ type: 'ingress' }, { ipProtocol: 'tcp', fromPort: 22, toPort: 22 }],
  },
  'security-group-egress-https': {
    kept: [{}, { egress: [HTTPS] }],
    broken: [{ egress: [EVERYTHING] }, { egress: [HTTPS, { ...HTTPS, fromPort: 80 }] }],
  },
  'security-group-egress-rule-https': {
    kept: [HTTPS, { ipProtocol: 'tcp', fromPort: 443, toPort: 443 }],
    broken: [EVERYTHING, { ipProtocol: '-1' }, { ipProtocol: 'tcp', fromPort: 443, toPort: 8443 }],
  },
  'default-security-group-closed': {
    kept: [{ vpcId: 'vpc' }, { ingress: [], egress: [] }],
    broken: [{ ingress: [EVERYTHING] }, { egress: [EVERYTHING] }],
  },
  'vpc-closes-default-group': {
    ...vpcClosed('aws:ec2/vpc:Vpc'),
    kept: [...vpcClosed('aws:ec2/vpc:Vpc').kept, [INNER_VPC, OUTER_VPC]],
  },
  'awsx-vpc-closes-default-group': {
    ...vpcClosed(AWSX_VPC),
    kept: [...vpcClosed(AWSX_VPC).kept, [OUTER_VPC, INNER_VPC, closes('inner')]],
  },
});
