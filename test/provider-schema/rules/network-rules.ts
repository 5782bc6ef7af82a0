/** What VPC asks of networks, security groups, endpoints and flow logs. */
import type { JsonObject } from '../../pulumi-host/program-record.ts';
import { API, type AwsRule, aws, matching } from '../aws-rule.ts';
import { isSet, objectsAt, setAmong, textAt, textsAt, valuesAt } from '../values-at.ts';

const VPC = 'awsx:ec2:Vpc';
const GROUP = aws('ec2.SecurityGroup');
const FLOW_LOG = aws('ec2.FlowLog');
const RULES = [aws('vpc.SecurityGroupIngressRule'), aws('vpc.SecurityGroupEgressRule')];

/** Whom a rule of a security group may name. */
const PEERS = ['cidrIpv4', 'cidrIpv6', 'prefixListId', 'referencedSecurityGroupId'];
const DESCRIPTION = {
  pattern: /^[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]{0,255}$/,
  says: 'has at most 255 of the letters AWS allows there',
};

/** The same rule for incoming and for outgoing traffic. */
const forBoth = (rule: Omit<AwsRule, 'id' | 'type'> & { readonly id: string }): readonly AwsRule[] =>
  RULES.map((type, index) => ({ ...rule, type, id: `${index === 0 ? 'ingress' : 'egress'}-${rule.id}` }));

/** An endpoint is a resource of its own, or part of a network that awsx makes. */
const ENDPOINTS = [
  {
    id: 'endpoint-gateway',
    type: aws('ec2.VpcEndpoint'),
    at: (inputs: JsonObject) => [inputs],
    wrap: (endpoint: JsonObject) => endpoint,
  },
  {
    id: 'vpc-endpoint-gateway',
    type: VPC,
    at: (inputs: JsonObject) => objectsAt(inputs, 'vpcEndpointSpecs[]'),
    wrap: (endpoint: JsonObject) => ({ vpcEndpointSpecs: [endpoint] }),
  },
] as const;

export const NETWORK_RULES: readonly AwsRule[] = [
  {
    id: 'vpc-size',
    type: VPC,
    says: 'cidrBlock is a network of /16 to /28',
    source: 'VPC guide, VPC CIDR blocks, 2023-06-15 [H]',
    fine: [{ cidrBlock: '10.40.0.0/16' }, { cidrBlock: '10.40.0.0/28' }],
    broken: [
      { cidrBlock: '10.0.0.0/8' },
      { cidrBlock: '10.40.0.0/29' },
      { cidrBlock: '10.40.0.0' },
      { cidrBlock: '10.400.0.0/16' },
    ],
    check: inputs => textsAt(inputs, 'cidrBlock').filter(text => !isVpcCidr(text)),
  },
  {
    id: 'vpc-zones',
    type: VPC,
    says: 'zones are named or counted, not both',
    source: '@pulumi/awsx 3.9.0, ec2.Vpc [H]',
    fine: [{ availabilityZoneNames: ['us-east-1a'] }, { numberOfAvailabilityZones: 2 }],
    broken: [{}, { availabilityZoneNames: ['us-east-1a'], numberOfAvailabilityZones: 1 }],
    check: inputs => {
      const given = setAmong(inputs, ['availabilityZoneNames', 'numberOfAvailabilityZones']);
      return given.length === 1 ? [] : [given.join(' and ') || 'neither, which means the first three'];
    },
  },
  {
    id: 'vpc-nat',
    type: VPC,
    says: 'natGateways is said: without it, private subnets get a gateway in each zone, for 33 USD a month each',
    source: '@pulumi/awsx 3.9.0, ec2.Vpc: "defaults to one gateway per availability zone" [H]',
    fine: [{ natGateways: { strategy: 'None' } }],
    broken: [{ numberOfAvailabilityZones: 3 }],
    check: inputs => (isSet(inputs, 'natGateways') ? [] : ['nothing']),
  },
  matching({
    ...DESCRIPTION,
    id: 'security-group-description',
    type: GROUP,
    at: 'description',
    fine: 'Workers: out only.',
    broken: 'Workers → out only',
    source: `EC2 CreateSecurityGroup, ${API}`,
  }),
  ...RULES.map((type, index) =>
    matching({
      ...DESCRIPTION,
      id: `${index === 0 ? 'ingress' : 'egress'}-description`,
      type,
      at: 'description',
      fine: 'HTTPS to AWS',
      broken: "AWS's HTTPS",
      source: `EC2 IpRange, ${API}`,
    }),
  ),
  ...forBoth({
    id: 'peer',
    says: 'a rule names exactly one peer: an IPv4 or IPv6 range, a prefix list or a security group',
    source: 'vpc.SecurityGroupEgressRuleArgs of @pulumi/aws 7.48.0 [M]',
    fine: [{ cidrIpv4: '0.0.0.0/0' }, { prefixListId: 'pl-1' }],
    broken: [{ ipProtocol: '-1' }, { cidrIpv4: '0.0.0.0/0', cidrIpv6: '::/0' }],
    check: inputs => {
      const given = setAmong(inputs, PEERS);
      return given.length === 1 ? [] : [given.join(' and ') || 'none'];
    },
  }),
  ...forBoth({
    id: 'ports',
    says: 'a rule for all protocols (-1) names no ports, and one for tcp or udp a range of 0 to 65535',
    source: `EC2 IpPermission, ${API}`,
    fine: [{ ipProtocol: '-1' }, { ipProtocol: 'tcp', fromPort: 443, toPort: 443 }],
    broken: [
      { ipProtocol: '-1', fromPort: 443, toPort: 443 },
      { ipProtocol: 'tcp' },
      { ipProtocol: 'tcp', fromPort: 443, toPort: 80 },
      { ipProtocol: 'tcp', fromPort: 443, toPort: 65_536 },
      { ipProtocol: 'https', fromPort: 443, toPort: 443 },
    ],
    check: inputs => {
      const { ipProtocol, fromPort = null, toPort = null } = inputs;
      const [first, last] = [Number(fromPort ?? Number.NaN), Number(toPort ?? Number.NaN)];
      const isRange = first >= 0 && first <= last && last <= 65_535 && (ipProtocol === 'tcp' || ipProtocol === 'udp');
      const isFine = ipProtocol === '-1' ? fromPort === null && toPort === null : isRange;
      return isFine ? [] : [`${ipProtocol} ${fromPort} to ${toPort}`];
    },
  }),
  ...ENDPOINTS.map(
    ({ id, type, at, wrap }): AwsRule => ({
      id,
      type,
      says: 'a gateway endpoint is for S3 or DynamoDB, and stands in route tables, not in subnets',
      source: 'AWS PrivateLink guide, gateway endpoints, 2023, from memory [L]',
      fine: [
        wrap({ serviceName: 'com.amazonaws.us-east-1.s3', vpcEndpointType: 'Gateway', routeTableIds: ['rtb-1'] }),
        wrap({ serviceName: 'com.amazonaws.us-east-1.sqs', vpcEndpointType: 'Interface', subnetIds: ['subnet-1'] }),
      ],
      broken: [
        wrap({ serviceName: 'com.amazonaws.us-east-1.sqs', vpcEndpointType: 'Gateway', routeTableIds: ['rtb-1'] }),
        wrap({ serviceName: 'com.amazonaws.us-east-1.s3', vpcEndpointType: 'Gateway', subnetIds: ['subnet-1'] }),
        wrap({ serviceName: 'com.amazonaws.us-east-1.s3', routeTableIds: ['rtb-1'], privateDnsEnabled: true }),
      ],
      check: inputs =>
        at(inputs)
          .filter(endpoint => !isGatewayFine(endpoint))
          .map(endpoint => `${endpoint.serviceName} with ${ofInterfaces(endpoint).join(', ') || 'route tables'}`),
    }),
  ),
  {
    id: 'flow-log-source',
    type: FLOW_LOG,
    says: 'a flow log records exactly one thing: a VPC, a subnet or an interface',
    source: `EC2 CreateFlowLogs, ${API}`,
    fine: [{ vpcId: 'vpc-1' }],
    broken: [{}, { vpcId: 'vpc-1', subnetId: 'subnet-1' }],
    check: inputs => {
      const given = setAmong(inputs, ['vpcId', 'subnetId', 'eniId', 'transitGatewayId', 'transitGatewayAttachmentId']);
      return given.length === 1 ? [] : [given.join(' and ') || 'none'];
    },
  },
];

/** What only endpoints that are interfaces have. */
function ofInterfaces(inputs: JsonObject): readonly string[] {
  const given = setAmong(inputs, ['subnetIds', 'securityGroupIds', 'privateDnsEnabled']);
  return given.filter(name => inputs[name] !== false);
}

/** An endpoint is a gateway unless it says otherwise. */
function isGatewayFine(inputs: JsonObject): boolean {
  if ((textAt(inputs, 'vpcEndpointType') ?? 'Gateway') !== 'Gateway') return true;
  const isService = valuesAt(inputs, 'serviceName').every(({ value }) => /\.(s3|dynamodb)$/.test(`${value}`));
  return isService && ofInterfaces(inputs).length === 0;
}

function isVpcCidr(text: string): boolean {
  const [, a, b, c, d, prefix] = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/.exec(text) ?? [];
  const isAddress = [a, b, c, d].every(part => part !== undefined && Number(part) <= 255);
  return isAddress && Number(prefix) >= 16 && Number(prefix) <= 28;
}
