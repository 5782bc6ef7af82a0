/** What EC2 asks of launch templates. */
import type { JsonObject } from '../../pulumi-host/program-record.ts';
import { API, type AwsRule, aws, matching } from '../aws-rule.ts';
import { isSet, numberAt, objectsAt, setAmong, textAt, textsAt } from '../values-at.ts';

const TEMPLATE = aws('ec2.LaunchTemplate');
const EBS = 'blockDeviceMappings[].ebs';
const VOLUME = `EC2 LaunchTemplateEbsBlockDeviceRequest, ${API}`;
const DATA = `EC2 RequestLaunchTemplateData, ${API}`;
const METADATA = `EC2 LaunchTemplateInstanceMetadataOptionsRequest, ${API}`;

/** What a gp3 volume has when nothing is said. Source: EC2 guide, General Purpose SSD volumes, 2023-06-15 [H]. */
const GP3_IOPS_DEFAULT = 3000;
/** User data before base64. */
const USER_DATA_BYTES_MAX = 16_384;

const volume = (ebs: JsonObject): JsonObject => ({ blockDeviceMappings: [{ deviceName: '/dev/xvda', ebs }] });
const base64 = (byteCount: number): string => Buffer.alloc(byteCount, 'x').toString('base64');

export const MACHINE_RULES: readonly AwsRule[] = [
  {
    id: 'volume-throughput-per-iops',
    type: TEMPLATE,
    says: 'a gp3 volume carries at most 0.25 MiB/s for each of its IOPS (3000 when none are given)',
    source: 'EC2 guide, General Purpose SSD volumes, 2023-06-15 [H]',
    fine: [volume({ volumeType: 'gp3', throughput: 750 }), volume({ volumeType: 'gp3', throughput: 1000, iops: 4000 })],
    broken: [
      volume({ volumeType: 'gp3', throughput: 751 }),
      volume({ volumeType: 'gp3', throughput: 2000, iops: 4000 }),
    ],
    check: inputs =>
      objectsAt(inputs, EBS).flatMap(ebs => {
        const [throughput = 0, iops = GP3_IOPS_DEFAULT] = [numberAt(ebs, 'throughput'), numberAt(ebs, 'iops')];
        return throughput <= iops * 0.25 ? [] : [`${throughput} MiB/s with ${iops} IOPS`];
      }),
  },
  {
    id: 'volume-iops-per-size',
    type: TEMPLATE,
    says: 'a gp3 volume has at most 500 IOPS for each GiB, beyond the 3000 that every volume has',
    source: 'EC2 guide, General Purpose SSD volumes, 2023-06-15 [H]',
    fine: [volume({ volumeSize: 1 }), volume({ volumeSize: 20, iops: 10_000 })],
    broken: [volume({ volumeSize: 19, iops: 10_000 })],
    check: inputs =>
      objectsAt(inputs, EBS).flatMap(ebs => {
        const [size = Infinity, iops = GP3_IOPS_DEFAULT] = [numberAt(ebs, 'volumeSize'), numberAt(ebs, 'iops')];
        return iops <= Math.max(GP3_IOPS_DEFAULT, size * 500) ? [] : [`${iops} IOPS on ${size} GiB`];
      }),
  },
  {
    id: 'volume-throughput-is-gp3',
    type: TEMPLATE,
    says: 'throughput is given for gp3 volumes only',
    source: VOLUME,
    fine: [volume({ volumeType: 'gp3', throughput: 200 }), volume({ volumeType: 'io2' })],
    broken: [volume({ volumeType: 'io2', throughput: 200 }), volume({ throughput: 200 })],
    check: inputs =>
      objectsAt(inputs, EBS).flatMap(ebs =>
        isSet(ebs, 'throughput') && textAt(ebs, 'volumeType') !== 'gp3'
          ? [`volumeType ${textAt(ebs, 'volumeType')}`]
          : [],
      ),
  },
  {
    id: 'metadata-needs-token',
    type: TEMPLATE,
    says: 'metadataOptions.httpTokens is required, so that a forged request cannot read the credentials of the instance',
    source: `${METADATA}; CKV_AWS_79`,
    fine: [{ metadataOptions: { httpTokens: 'required' } }],
    broken: [{}, { metadataOptions: { httpTokens: 'optional' } }],
    check: inputs => {
      const tokens = textAt(inputs, 'metadataOptions.httpTokens') ?? 'nothing';
      return tokens === 'required' ? [] : [tokens];
    },
  },
  {
    id: 'user-data',
    type: TEMPLATE,
    says: 'userData is base64 of at most 16 KiB',
    source: DATA,
    fine: [{ userData: base64(USER_DATA_BYTES_MAX) }],
    broken: [{ userData: base64(USER_DATA_BYTES_MAX + 1) }, { userData: '#!/bin/bash' }],
    check: inputs =>
      textsAt(inputs, 'userData').flatMap(text => {
        const bytes = Buffer.from(text, 'base64');
        if (bytes.toString('base64') !== text) return ['no base64'];
        return bytes.length <= USER_DATA_BYTES_MAX ? [] : [`${bytes.length} bytes`];
      }),
  },
  {
    id: 'template-security-groups',
    type: TEMPLATE,
    says: 'security groups stand with the network interfaces where there are some',
    source: DATA,
    fine: [{ vpcSecurityGroupIds: ['sg-1'] }, { networkInterfaces: [{ securityGroups: ['sg-1'] }] }],
    broken: [{ vpcSecurityGroupIds: ['sg-1'], networkInterfaces: [{ associatePublicIpAddress: 'true' }] }],
    check: inputs => {
      const given = setAmong(inputs, ['vpcSecurityGroupIds', 'networkInterfaces']);
      return given.length < 2 ? [] : [given.join(' and ')];
    },
  },
  matching({
    id: 'template-image',
    type: TEMPLATE,
    at: 'imageId',
    says: 'is an AMI or a parameter that names one, resolve:ssm:',
    pattern: /^(ami-[0-9a-z]{1,17}|resolve:ssm:\/?[\w./:-]+)$/,
    fine: 'resolve:ssm:/asset-hub/dev/machine-image',
    broken: '/asset-hub/dev/machine-image',
    source: DATA,
  }),
  {
    id: 'template-profile',
    type: TEMPLATE,
    says: 'iamInstanceProfile has an arn or a name',
    source: DATA,
    fine: [{ iamInstanceProfile: { arn: 'arn' } }, { iamInstanceProfile: { name: 'x' } }],
    broken: [{ iamInstanceProfile: {} }, { iamInstanceProfile: { arn: 'arn', name: 'x' } }],
    check: inputs =>
      objectsAt(inputs, 'iamInstanceProfile')
        .map(profile => setAmong(profile, ['arn', 'name']))
        .filter(given => given.length !== 1)
        .map(given => given.join(' and ') || 'neither'),
  },
];
