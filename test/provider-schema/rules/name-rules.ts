/**
 * How long the name of a thing may be in AWS, and of which letters. Pulumi makes most names from project, stack and logical
 * name, and AWS refuses a long one only when it creates the thing.
 */
import { API, type AwsRule, aws, type Example } from '../aws-rule.ts';
import { textAt } from '../values-at.ts';

const ANYTHING = /^.*$/;
const PRINTABLE = /^[ -~]*$/;
/** Letters, digits, hyphens and underscores. */
const WORD = /^[\w-]*$/;
const IAM = /^[\w+=,.@-]*$/;
const COGNITO = /^[\w\s+=,.@-]*$/;
const SECURITY_GROUP = /^(?!sg-)[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]*$/;
const REPOSITORY = /^[a-z0-9]+([._/-]+[a-z0-9]+)*$/;
const BUCKET = /^(?!xn--|sthree-)[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/;

type NameRow = readonly [
  className: string,
  letterCountMin: number,
  letterCountMax: number,
  form: RegExp,
  source: string,
];

const NAMES: readonly NameRow[] = [
  ['apigatewayv2.Api', 1, 128, ANYTHING, `API Gateway v2 CreateApi, ${API}`],
  ['apigatewayv2.Authorizer', 1, 128, ANYTHING, `API Gateway v2 CreateAuthorizer, ${API}`],
  ['apigatewayv2.Stage', 1, 128, /^(\$default|[\w-]*)$/, `API Gateway v2 CreateStage, ${API}`],
  ['autoscaling.Group', 1, 255, /^[!-9;-~]*$/, `Auto Scaling CreateAutoScalingGroup, ${API}`],
  ['autoscaling.LifecycleHook', 1, 255, /^[\w/-]*$/, `Auto Scaling PutLifecycleHook, ${API}`],
  ['autoscaling.Policy', 1, 255, PRINTABLE, `Auto Scaling PutScalingPolicy, ${API}`],
  ['autoscaling.Schedule', 1, 255, PRINTABLE, `Auto Scaling PutScheduledUpdateGroupAction, ${API}`],
  ['budgets.Budget', 1, 100, /^[^:\\]*$/, `Budgets BudgetName, ${API}`],
  ['cloudfront.Function', 1, 64, WORD, `CloudFront FunctionName, ${API}`],
  ['cloudfront.OriginAccessControl', 1, 64, ANYTHING, `CloudFront CreateOriginAccessControl, ${API}`],
  ['cloudwatch.Dashboard', 1, 255, WORD, `CloudWatch PutDashboard, ${API}`],
  ['cloudwatch.EventRule', 1, 64, /^[.\w-]*$/, `EventBridge RuleName, ${API}`],
  ['cloudwatch.LogGroup', 1, 512, /^[.\w/#-]*$/, `CloudWatch Logs LogGroupName, ${API}`],
  ['cloudwatch.MetricAlarm', 1, 255, PRINTABLE, `CloudWatch AlarmName, ${API}`],
  ['cognito.UserPool', 1, 128, COGNITO, `Cognito UserPoolNameType, ${API}`],
  ['cognito.UserPoolClient', 1, 128, COGNITO, `Cognito ClientNameType, ${API}`],
  ['dynamodb.Table', 3, 255, /^[\w.-]*$/, `DynamoDB TableName, ${API}`],
  ['ec2.LaunchTemplate', 3, 128, /^[\w().\-/]*$/, `EC2 LaunchTemplateName, ${API}`],
  ['ec2.SecurityGroup', 1, 255, SECURITY_GROUP, `EC2 CreateSecurityGroup, ${API}`],
  ['ecr.Repository', 2, 256, REPOSITORY, `ECR RepositoryName, ${API}`],
  ['iam.InstanceProfile', 1, 128, IAM, `IAM instanceProfileNameType, ${API}`],
  ['iam.Role', 1, 64, IAM, `IAM roleNameType, ${API}`],
  ['iam.RolePolicy', 1, 128, IAM, `IAM policyNameType, ${API}`],
  ['lambda.Function', 1, 64, WORD, `Lambda FunctionName, ${API}`],
  ['lambda.Permission', 1, 100, WORD, `Lambda StatementId, ${API}`],
  ['resourcegroups.Group', 1, 300, /^[\w.-]*$/, `Resource Groups CreateGroupName, ${API}`],
  ['s3.Bucket', 3, 63, BUCKET, 'S3 guide, bucket naming rules, 2023-06-15 [H]'],
  ['sns.Topic', 1, 256, WORD, `SNS CreateTopic, ${API}`],
  ['sqs.Queue', 1, 80, /^[\w-]*(\.fifo)?$/, `SQS CreateQueue, ${API}`],
  ['wafv2.WebAcl', 1, 128, WORD, `WAF EntityName, ${API}`],
];

export const NAME_RULES: readonly AwsRule[] = NAMES.map(([className, min, max, form, source]) => {
  const type = aws(className);
  const named = (name: string): Example => [{ type, name: 'x', inputs: {}, nameProperty: 'name', state: { name } }];
  return {
    id: `${className} name`,
    type,
    says: `the name has ${min} to ${max} letters of the form ${form.source}`,
    source,
    fine: [named('a'.repeat(min)), named('a'.repeat(max)), named('asset-hub-dev-generation-1a2b3c4')],
    broken: [
      named('a'.repeat(min - 1)),
      named('a'.repeat(max + 1)),
      ...(form === ANYTHING ? [] : [named('sg-\u00fc:\\')]),
    ],
    check: (_, { resource: { nameProperty, state = {} } }) => {
      const name = nameProperty === undefined ? undefined : textAt(state, nameProperty);
      if (name === undefined || (name.length >= min && name.length <= max && form.test(name))) return [];
      return [`${name}, ${name.length} letters`];
    },
  };
});
