/** A small program that uses each thing the recording engine must get right. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as aws from '@pulumi/aws';
import * as awsx from '@pulumi/awsx';
import * as pulumi from '@pulumi/pulumi';
import { QueuePair } from './queue-pair.ts';

const config = new pulumi.Config();
const token = config.requireSecret('token');
const provider = new aws.Provider('main', { region: new pulumi.Config('aws').require('region') });
const here = { providers: { aws: provider } };

const jobs = new QueuePair('jobs', { retentionDays: config.requireNumber('retentionDays') }, here);
const network = new awsx.ec2.Vpc('network', { numberOfAvailabilityZones: 2, natGateways: { strategy: 'None' } }, here);
const bucket = new aws.s3.Bucket(
  'assets',
  { bucket: 'the-assets' },
  { provider, protect: true, retainOnDelete: true, aliases: [{ name: 'files' }] },
);
new aws.s3.BucketVersioning(
  'assets-versioning',
  { bucket: bucket.id, versioningConfiguration: { status: 'Enabled' } },
  { parent: bucket },
);
const group = new aws.ec2.SecurityGroup('workers', { vpcId: network.vpcId }, { provider });
const role = new aws.iam.Role(
  'handler',
  { assumeRolePolicy: '{}' },
  { provider, dependsOn: [jobs], additionalSecretOutputs: ['uniqueId'] },
);
const handler = new aws.lambda.Function(
  'handler',
  {
    role: role.arn,
    runtime: 'nodejs22.x',
    handler: 'index.handler',
    code: new pulumi.asset.AssetArchive({
      'index.mjs': new pulumi.asset.StringAsset("export const handler = async () => 'handled';\n"),
    }),
    environment: { variables: { QUEUE_URL: jobs.url, ROLE_ID: role.uniqueId, TOKEN: token } },
    vpcConfig: { subnetIds: network.privateSubnetIds, securityGroupIds: [group.id] },
  },
  { provider, customTimeouts: { create: '5m' }, replaceOnChanges: ['runtime'] },
);

export const accountId = aws.getCallerIdentityOutput({}, { provider }).accountId;
export const queueUrl = jobs.url;
export const zonesText = JSON.stringify(config.requireObject('zones'));
export const rootFolder = pulumi.getRootDirectory();
export const stackText = readFileSync(join(rootFolder, `Pulumi.${pulumi.getStack()}.yaml`), 'utf8');
export const programFolder = process.cwd();
export const awsVariables = Object.keys(process.env).filter(name => name.startsWith('AWS_'));
export const names = { project: pulumi.getProject(), stack: pulumi.getStack(), isPreview: pulumi.runtime.isDryRun() };
export const secretToken = token;
/** Read back from the resource: as secret as what went in. */
export const secretVariables = handler.environment.apply(environment => environment?.variables ?? {});
