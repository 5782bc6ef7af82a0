/** Makes in moto what a stack recorded, as far as the commands of the page touch it: by AWS's names, with what they read. */
import type { JsonObject, ResourceRecord } from '../pulumi-host/program-record.ts';
import { textAt } from '../pulumi-host/queries.ts';
import type { AwsCli } from './start-aws-cli.ts';

/** What moto's Auto Scaling launches; it looks at no image. */
const ANY_IMAGE = 'ami-0123456789abcdef0';

type Maker = (resource: ResourceRecord) => readonly (readonly string[])[];

const nameOf = ({ state, nameProperty = 'name' }: ResourceRecord): string => String(state[nameProperty]);

/** The commands that make one resource, by its type. */
const MAKERS: Readonly<Record<string, Maker>> = {
  'aws:sqs/queue:Queue': queue => {
    const { redrivePolicy } = queue.inputs;
    const attributes = redrivePolicy === undefined ? {} : { RedrivePolicy: redrivePolicy };
    return [['sqs', 'create-queue', '--queue-name', nameOf(queue), '--attributes', JSON.stringify(attributes)]];
  },
  'aws:dynamodb/table:Table': table => [
    ['dynamodb', 'create-table', '--table-name', nameOf(table), '--cli-input-json', JSON.stringify(tableInput(table))],
    [
      ...['dynamodb', 'update-continuous-backups', '--table-name', nameOf(table)],
      ...['--point-in-time-recovery-specification', 'PointInTimeRecoveryEnabled=true'],
    ],
  ],
  'aws:s3/bucket:Bucket': bucket => [['s3api', 'create-bucket', '--bucket', nameOf(bucket)]],
  'aws:ecr/repository:Repository': repository => [
    [
      ...['ecr', 'create-repository', '--repository-name', nameOf(repository)],
      ...['--image-tag-mutability', textAt(repository, 'imageTagMutability')],
    ],
  ],
  'aws:sns/topic:Topic': topic => [['sns', 'create-topic', '--name', nameOf(topic)]],
  'aws:cloudwatch/logGroup:LogGroup': group => [['logs', 'create-log-group', '--log-group-name', nameOf(group)]],
  'aws:cloudwatch/metricAlarm:MetricAlarm': alarm => [
    [
      ...['cloudwatch', 'put-metric-alarm', '--alarm-name', nameOf(alarm), '--evaluation-periods', '1'],
      ...['--comparison-operator', 'GreaterThanThreshold', '--threshold', '0', '--period', '60'],
      ...['--namespace', 'AWS/SQS', '--metric-name', 'NumberOfMessagesSent', '--statistic', 'Maximum'],
    ],
  ],
  'aws:autoscaling/group:Group': group => [
    [
      ...['ec2', 'create-launch-template', '--launch-template-name', nameOf(group), '--launch-template-data'],
      JSON.stringify({ ImageId: ANY_IMAGE, InstanceType: 'g4dn.xlarge' }),
    ],
    [
      ...['autoscaling', 'create-auto-scaling-group', '--auto-scaling-group-name', nameOf(group)],
      ...['--launch-template', `LaunchTemplateName=${nameOf(group)}`, '--availability-zones', 'us-east-1a'],
      // One instance, as if there were work.
      ...['--min-size', '0', '--max-size', '1', '--desired-capacity', '1'],
    ],
  ],
};

function tableInput({ inputs }: ResourceRecord): JsonObject {
  const attributes = inputs.attributes as readonly { readonly name: string; readonly type: string }[];
  return {
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: attributes
      .filter(({ name }) => name === inputs.hashKey)
      .map(({ name, type }) => ({ AttributeName: name, AttributeType: type })),
    KeySchema: [{ AttributeName: String(inputs.hashKey), KeyType: 'HASH' }],
  };
}

/** @param resources in the order of a record: dead-letter queues come before the queues that name them */
export async function makeOnMoto(cli: AwsCli, resources: readonly ResourceRecord[]): Promise<void> {
  for (const resource of resources) {
    for (const command of MAKERS[resource.type]?.(resource) ?? []) await cli.output(...command);
  }
}

export type MadeUserPool = { readonly id: string; readonly clientId: string };

/** moto gives the ids. */
export async function makeUserPool(cli: AwsCli, client: ResourceRecord): Promise<MadeUserPool> {
  const id = await cli.output(
    ...['cognito-idp', 'create-user-pool', '--pool-name', 'players', '--username-attributes', 'email'],
    ...['--query', 'UserPool.Id', '--output', 'text'],
  );
  const clientId = await cli.output(
    ...['cognito-idp', 'create-user-pool-client', '--user-pool-id', id, '--client-name', 'page'],
    ...['--explicit-auth-flows', ...(client.inputs.explicitAuthFlows as readonly string[])],
    ...['--query', 'UserPoolClient.ClientId', '--output', 'text'],
  );
  return { id, clientId };
}
