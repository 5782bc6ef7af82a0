/** Makes in moto what a stack recorded, as far as the commands of the page touch it: by AWS's names, with what they read. */
import type { ResourceRecord } from '../pulumi-host/program-record.ts';
import { textAt } from '../pulumi-host/queries.ts';
import type { AwsCli } from './start-aws-cli.ts';

type Call = Parameters<AwsCli['call']>;

const nameOf = ({ state, nameProperty = 'name' }: ResourceRecord): string => String(state[nameProperty]);

/** The calls that make one resource, by its type. */
const MAKERS: Readonly<Record<string, (resource: ResourceRecord) => readonly Call[]>> = {
  'aws:sqs/queue:Queue': queue => {
    const { redrivePolicy } = queue.inputs;
    const Attributes = redrivePolicy === undefined ? {} : { RedrivePolicy: redrivePolicy };
    return [['sqs', 'create_queue', { QueueName: nameOf(queue), Attributes }]];
  },
  'aws:dynamodb/table:Table': table => {
    const TableName = nameOf(table);
    const key = textAt(table, 'hashKey');
    return [
      [
        'dynamodb',
        'create_table',
        {
          TableName,
          BillingMode: 'PAY_PER_REQUEST',
          AttributeDefinitions: [{ AttributeName: key, AttributeType: 'S' }],
          KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
        },
      ],
      [
        'dynamodb',
        'update_continuous_backups',
        { TableName, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } },
      ],
    ];
  },
  'aws:s3/bucket:Bucket': bucket => [['s3', 'create_bucket', { Bucket: nameOf(bucket) }]],
  'aws:ecr/repository:Repository': repository => [
    [
      'ecr',
      'create_repository',
      { repositoryName: nameOf(repository), imageTagMutability: textAt(repository, 'imageTagMutability') },
    ],
  ],
  'aws:sns/topic:Topic': topic => [['sns', 'create_topic', { Name: nameOf(topic) }]],
  'aws:cloudwatch/logGroup:LogGroup': group => [['logs', 'create_log_group', { logGroupName: nameOf(group) }]],
  'aws:cloudwatch/metricAlarm:MetricAlarm': alarm => [
    [
      'cloudwatch',
      'put_metric_alarm',
      {
        ...{ AlarmName: nameOf(alarm), Namespace: 'AWS/SQS', MetricName: 'NumberOfMessagesSent', Statistic: 'Sum' },
        ...{ Period: 60, EvaluationPeriods: 1, Threshold: 0, ComparisonOperator: 'GreaterThanThreshold' },
      },
    ],
  ],
  'aws:autoscaling/group:Group': group => [
    [
      'autoscaling',
      'create_auto_scaling_group',
      {
        AutoScalingGroupName: nameOf(group),
        LaunchTemplate: { LaunchTemplateName: LAUNCH_TEMPLATE_NAME },
        AvailabilityZones: ['us-east-1a'],
        // One instance, as if there were work.
        ...{ MinSize: 0, MaxSize: 1, DesiredCapacity: 1 },
      },
    ],
  ],
};

const LAUNCH_TEMPLATE_NAME = 'any';

/** @param resources in the order of a record: dead-letter queues come before the queues that name them */
export async function makeOnMoto(cli: AwsCli, resources: readonly ResourceRecord[]): Promise<void> {
  const calls = resources.flatMap(resource => MAKERS[resource.type]?.(resource) ?? []);
  for (const call of calls) await cli.call(...call);
}

export type MadeUserPool = { readonly id: string; readonly clientId: string };

/**
 * What moto must have before anything: a user pool, of which it gives the ids, and one launch template for all groups.
 *
 * @param client as recorded
 */
export async function makeGround(cli: AwsCli, client: ResourceRecord): Promise<MadeUserPool> {
  const LaunchTemplateData = { ImageId: 'ami-0123456789abcdef0', InstanceType: 'g4dn.xlarge' };
  await cli.call('ec2', 'create_launch_template', { LaunchTemplateName: LAUNCH_TEMPLATE_NAME, LaunchTemplateData });
  const pool = await cli.call('cognito-idp', 'create_user_pool', {
    PoolName: 'players',
    UsernameAttributes: ['email'],
  });
  const { Id: id } = pool.UserPool as { readonly Id: string };
  const made = await cli.call('cognito-idp', 'create_user_pool_client', {
    UserPoolId: id,
    ClientName: 'page',
    ExplicitAuthFlows: client.inputs.explicitAuthFlows,
  });
  return { id, clientId: (made.UserPoolClient as { readonly ClientId: string }).ClientId };
}
