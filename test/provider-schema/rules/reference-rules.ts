/**
 * What one resource names of another: its name, its ARN or its id. All are texts, so that the provider takes one for another,
 * and AWS refuses it, or, as an alarm does with its actions, keeps it and does nothing.
 */
import { type AwsRule, aws, exampleAt, type KnownResource, seen } from '../aws-rule.ts';
import { textAt, valuesAt } from '../values-at.ts';

/** `id` is that of the record, anything else a property of the state. */
type Part = 'id' | 'arn' | 'name' | 'url';

type ReferenceRow = readonly [className: string, at: string, targets: readonly string[], parts: readonly Part[]];

const GROUPS = ['autoscaling.Group'];
const FUNCTIONS = ['lambda.Function'];
const QUEUES = ['sqs.Queue'];
const TOPICS = ['sns.Topic'];
const APIS = ['apigatewayv2.Api'];
const BUCKETS = ['s3.Bucket'];
const SECURITY_GROUPS = ['ec2.SecurityGroup'];
const TEMPLATE = 'launchTemplate.launchTemplateSpecification.launchTemplateId';

const REFERENCES: readonly ReferenceRow[] = [
  ['apigatewayv2.Authorizer', 'apiId', APIS, ['id']],
  ['apigatewayv2.Integration', 'apiId', APIS, ['id']],
  ['apigatewayv2.Route', 'apiId', APIS, ['id']],
  ['apigatewayv2.Route', 'authorizerId', ['apigatewayv2.Authorizer'], ['id']],
  ['apigatewayv2.Stage', 'accessLogSettings.destinationArn', ['cloudwatch.LogGroup'], ['arn']],
  ['apigatewayv2.Stage', 'apiId', APIS, ['id']],
  ['autoscaling.Group', 'launchTemplate.id', ['ec2.LaunchTemplate'], ['id']],
  ['autoscaling.Group', `mixedInstancesPolicy.${TEMPLATE}`, ['ec2.LaunchTemplate'], ['id']],
  ['autoscaling.LifecycleHook', 'autoscalingGroupName', GROUPS, ['name']],
  ['autoscaling.Policy', 'autoscalingGroupName', GROUPS, ['name']],
  ['autoscaling.Schedule', 'autoscalingGroupName', GROUPS, ['name']],
  ['budgets.Budget', 'notifications[].subscriberSnsTopicArns[]', TOPICS, ['arn']],
  ['cloudfront.Distribution', 'defaultCacheBehavior.trustedKeyGroups[]', ['cloudfront.KeyGroup'], ['id']],
  ['cloudfront.Distribution', 'orderedCacheBehaviors[].trustedKeyGroups[]', ['cloudfront.KeyGroup'], ['id']],
  ['cloudfront.Distribution', 'origins[].originAccessControlId', ['cloudfront.OriginAccessControl'], ['id']],
  ['cloudfront.KeyGroup', 'items[]', ['cloudfront.PublicKey'], ['id']],
  ['cloudwatch.EventTarget', 'arn', [...FUNCTIONS, ...QUEUES, ...TOPICS], ['arn']],
  ['cloudwatch.EventTarget', 'deadLetterConfig.arn', QUEUES, ['arn']],
  ['cloudwatch.EventTarget', 'rule', ['cloudwatch.EventRule'], ['name']],
  ['cloudwatch.MetricAlarm', 'alarmActions[]', ['autoscaling.Policy', ...TOPICS, ...FUNCTIONS], ['arn']],
  ['cloudwatch.MetricAlarm', 'insufficientDataActions[]', TOPICS, ['arn']],
  ['cloudwatch.MetricAlarm', 'okActions[]', TOPICS, ['arn']],
  ['cognito.UserPoolClient', 'userPoolId', ['cognito.UserPool'], ['id']],
  ['cognito.UserPoolDomain', 'userPoolId', ['cognito.UserPool'], ['id']],
  ['ec2.LaunchTemplate', 'iamInstanceProfile.arn', ['iam.InstanceProfile'], ['arn']],
  ['ec2.LaunchTemplate', 'iamInstanceProfile.name', ['iam.InstanceProfile'], ['name']],
  ['ec2.LaunchTemplate', 'networkInterfaces[].securityGroups[]', SECURITY_GROUPS, ['id']],
  ['ec2.LaunchTemplate', 'vpcSecurityGroupIds[]', SECURITY_GROUPS, ['id']],
  ['ecr.LifecyclePolicy', 'repository', ['ecr.Repository'], ['name']],
  ['iam.InstanceProfile', 'role', ['iam.Role'], ['name']],
  ['iam.RolePolicy', 'role', ['iam.Role'], ['name']],
  ['lambda.Function', 'loggingConfig.logGroup', ['cloudwatch.LogGroup'], ['name']],
  ['lambda.Function', 'role', ['iam.Role'], ['arn']],
  [
    'lambda.FunctionEventInvokeConfig',
    'destinationConfig.onFailure.destination',
    [...QUEUES, ...TOPICS, ...FUNCTIONS],
    ['arn'],
  ],
  ['lambda.FunctionEventInvokeConfig', 'functionName', FUNCTIONS, ['name', 'arn']],
  ['lambda.Permission', 'function', FUNCTIONS, ['name', 'arn']],
  ['s3.BucketCorsConfiguration', 'bucket', BUCKETS, ['id']],
  ['s3.BucketLifecycleConfiguration', 'bucket', BUCKETS, ['id']],
  ['s3.BucketNotification', 'bucket', BUCKETS, ['id']],
  ['s3.BucketObjectv2', 'bucket', BUCKETS, ['id']],
  ['s3.BucketOwnershipControls', 'bucket', BUCKETS, ['id']],
  ['s3.BucketPolicy', 'bucket', BUCKETS, ['id']],
  ['s3.BucketPublicAccessBlock', 'bucket', BUCKETS, ['id']],
  ['s3.BucketServerSideEncryptionConfiguration', 'bucket', BUCKETS, ['id']],
  ['s3.BucketVersioning', 'bucket', BUCKETS, ['id']],
  ['sns.TopicPolicy', 'arn', TOPICS, ['arn']],
  ['sns.TopicSubscription', 'topic', TOPICS, ['arn']],
  ['sqs.QueuePolicy', 'queueUrl', QUEUES, ['url']],
  ['sqs.RedriveAllowPolicy', 'queueUrl', QUEUES, ['url']],
  ['vpc.SecurityGroupEgressRule', 'securityGroupId', SECURITY_GROUPS, ['id']],
  ['vpc.SecurityGroupIngressRule', 'securityGroupId', SECURITY_GROUPS, ['id']],
];

export const REFERENCE_RULES: readonly AwsRule[] = REFERENCES.map(([className, at, targets, parts]) => {
  const type = aws(className);
  const named = (part: Part, value: string): readonly KnownResource[] => [
    { type, name: 'source', inputs: exampleAt(at, 'there') },
    {
      type: aws(targets[0]!),
      name: 'target',
      inputs: {},
      ...(part === 'id' ? { id: value } : { state: { [part]: value } }),
    },
  ];
  return {
    id: `${className} ${at} refers`,
    type,
    says: `${at} is the ${parts.join(' or ')} of a ${targets.join(', ')} of this stack`,
    source: `${className}Args of @pulumi/aws 7.48.0 [H]`,
    fine: parts.map(part => named(part, 'there')),
    broken: parts.map(part => named(part, 'elsewhere')),
    check: (inputs, { all }) => {
      const there = targets
        .flatMap(target => all(aws(target)))
        .flatMap(resource => parts.map(part => partOf(resource, part)));
      return valuesAt(inputs, at)
        .filter(({ value }) => !there.includes(`${value}`))
        .map(seen);
    },
  };
});

function partOf({ id, state = {} }: KnownResource, part: Part): string | undefined {
  return part === 'id' ? id : textAt(state, part);
}
