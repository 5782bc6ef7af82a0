/**
 * How long the name of a thing may be in AWS, and of which letters. Pulumi makes most names from project, stack and logical
 * name, and AWS refuses a long one only when it creates the thing.
 */
import { API, type AwsRule, type Example } from '../aws-rule.ts';
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

type NameRow = readonly [type: string, letterCountMin: number, letterCountMax: number, form: RegExp, source: string];

const NAMES: readonly NameRow[] = [
  ['aws:apigatewayv2/api:Api', 1, 128, ANYTHING, `API Gateway v2 CreateApi, ${API}`],
  ['aws:apigatewayv2/authorizer:Authorizer', 1, 128, ANYTHING, `API Gateway v2 CreateAuthorizer, ${API}`],
  ['aws:apigatewayv2/stage:Stage', 1, 128, /^(\$default|[\w-]*)$/, `API Gateway v2 CreateStage, ${API}`],
  ['aws:autoscaling/group:Group', 1, 255, /^[!-9;-~]*$/, `Auto Scaling CreateAutoScalingGroup, ${API}`],
  ['aws:autoscaling/lifecycleHook:LifecycleHook', 1, 255, /^[\w/-]*$/, `Auto Scaling PutLifecycleHook, ${API}`],
  ['aws:autoscaling/policy:Policy', 1, 255, PRINTABLE, `Auto Scaling PutScalingPolicy, ${API}`],
  ['aws:autoscaling/schedule:Schedule', 1, 255, PRINTABLE, `Auto Scaling PutScheduledUpdateGroupAction, ${API}`],
  ['aws:budgets/budget:Budget', 1, 100, /^[^:\\]*$/, `Budgets BudgetName, ${API}`],
  ['aws:cloudfront/function:Function', 1, 64, WORD, `CloudFront FunctionName, ${API}`],
  [
    'aws:cloudfront/originAccessControl:OriginAccessControl',
    1,
    64,
    ANYTHING,
    `CloudFront CreateOriginAccessControl, ${API}`,
  ],
  ['aws:cloudwatch/dashboard:Dashboard', 1, 255, WORD, `CloudWatch PutDashboard, ${API}`],
  ['aws:cloudwatch/eventRule:EventRule', 1, 64, /^[.\w-]*$/, `EventBridge RuleName, ${API}`],
  ['aws:cloudwatch/logGroup:LogGroup', 1, 512, /^[.\w/#-]*$/, `CloudWatch Logs LogGroupName, ${API}`],
  ['aws:cloudwatch/metricAlarm:MetricAlarm', 1, 255, PRINTABLE, `CloudWatch AlarmName, ${API}`],
  ['aws:cognito/userPool:UserPool', 1, 128, COGNITO, `Cognito UserPoolNameType, ${API}`],
  ['aws:cognito/userPoolClient:UserPoolClient', 1, 128, COGNITO, `Cognito ClientNameType, ${API}`],
  ['aws:dynamodb/table:Table', 3, 255, /^[\w.-]*$/, `DynamoDB TableName, ${API}`],
  ['aws:ec2/launchTemplate:LaunchTemplate', 3, 128, /^[\w().\-/]*$/, `EC2 LaunchTemplateName, ${API}`],
  ['aws:ec2/securityGroup:SecurityGroup', 1, 255, SECURITY_GROUP, `EC2 CreateSecurityGroup, ${API}`],
  ['aws:ecr/repository:Repository', 2, 256, REPOSITORY, `ECR RepositoryName, ${API}`],
  ['aws:iam/instanceProfile:InstanceProfile', 1, 128, IAM, `IAM instanceProfileNameType, ${API}`],
  ['aws:iam/role:Role', 1, 64, IAM, `IAM roleNameType, ${API}`],
  ['aws:iam/rolePolicy:RolePolicy', 1, 128, IAM, `IAM policyNameType, ${API}`],
  ['aws:lambda/function:Function', 1, 64, WORD, `Lambda FunctionName, ${API}`],
  ['aws:lambda/permission:Permission', 1, 100, WORD, `Lambda StatementId, ${API}`],
  ['aws:resourcegroups/group:Group', 1, 300, /^[\w.-]*$/, `Resource Groups CreateGroupName, ${API}`],
  ['aws:s3/bucket:Bucket', 3, 63, BUCKET, 'S3 guide, bucket naming rules, 2023-06 [H]'],
  ['aws:sns/topic:Topic', 1, 256, WORD, `SNS CreateTopic, ${API}`],
  ['aws:sqs/queue:Queue', 1, 80, /^[\w-]*(\.fifo)?$/, `SQS CreateQueue, ${API}`],
  ['aws:wafv2/webAcl:WebAcl', 1, 128, WORD, `WAF EntityName, ${API}`],
];

export const NAME_RULES: readonly AwsRule[] = NAMES.map(([type, min, max, form, source]) => {
  const named = (name: string): Example => [{ type, name: 'x', inputs: {}, nameProperty: 'name', state: { name } }];
  return {
    id: `name-${type.replace(/^aws:(\w+)\/.*:/, '$1-')}`,
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
