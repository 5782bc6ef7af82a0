/** Texts and numbers of which AWS knows a few. The provider's types take any. */
import type { Json } from '../../pulumi-host/program-record.ts';
import { API, type AwsRule, aws, exampleAt, seen } from '../aws-rule.ts';
import { valuesAt } from '../values-at.ts';

type ValueRow = readonly [className: string, at: string, values: readonly (string | number)[], source: string];

const ON_OFF = ['enabled', 'disabled'];
/** The provider takes these as texts, so that nothing, yes and no differ. */
const YES_NO = ['true', 'false'];
const RESULTS = ['CONTINUE', 'ABANDON'];
const TRANSITIONS = ['autoscaling:EC2_INSTANCE_LAUNCHING', 'autoscaling:EC2_INSTANCE_TERMINATING'];
const HOOK = `Auto Scaling PutLifecycleHook, ${API}`;
const GROUP = `Auto Scaling CreateAutoScalingGroup, ${API}`;
const POLICY = `Auto Scaling PutScalingPolicy, ${API}`;
const ALARM = `CloudWatch PutMetricAlarm, ${API}`;
const REFRESH = `Auto Scaling RefreshPreferences, ${API}`;
const TEMPLATE = `EC2 RequestLaunchTemplateData, ${API}`;
const METADATA = `EC2 LaunchTemplateInstanceMetadataOptionsRequest, ${API}`;
const PROVIDER = 'ec2.LaunchTemplateArgs of @pulumi/aws 7.48.0 [H]';
const DISTRIBUTION = `CloudFront DistributionConfig, ${API}`;
const DISTRIBUTED = 'mixedInstancesPolicy.instancesDistribution';
const LOG_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];
const VIEWERS = ['redirect-to-https', 'https-only', 'allow-all'];
const AUTH_FLOWS = [
  'ADMIN_USER_PASSWORD_AUTH',
  'CUSTOM_AUTH',
  'USER_PASSWORD_AUTH',
  'USER_SRP_AUTH',
  'REFRESH_TOKEN_AUTH',
  'USER_AUTH',
];
const TERMINATION = [
  'Default',
  'AllocationStrategy',
  'ClosestToNextInstanceHour',
  'NewestInstance',
  'OldestInstance',
  'OldestLaunchConfiguration',
  'OldestLaunchTemplate',
];

const VALUES: readonly ValueRow[] = [
  ['apigatewayv2.Api', 'protocolType', ['HTTP', 'WEBSOCKET'], `API Gateway v2 CreateApi, ${API}`],
  ['autoscaling.Group', 'healthCheckType', ['EC2', 'ELB', 'EBS', 'VPC_LATTICE'], GROUP],
  ['autoscaling.Group', 'initialLifecycleHooks[].defaultResult', RESULTS, HOOK],
  ['autoscaling.Group', 'initialLifecycleHooks[].lifecycleTransition', TRANSITIONS, HOOK],
  [
    'autoscaling.Group',
    'instanceRefresh.preferences.scaleInProtectedInstances',
    ['Refresh', 'Ignore', 'Wait'],
    REFRESH,
  ],
  ['autoscaling.Group', 'instanceRefresh.strategy', ['Rolling'], `Auto Scaling StartInstanceRefresh, ${API}`],
  ['autoscaling.Group', `${DISTRIBUTED}.onDemandAllocationStrategy`, ['prioritized', 'lowest-price'], GROUP],
  [
    'autoscaling.Group',
    `${DISTRIBUTED}.spotAllocationStrategy`,
    ['price-capacity-optimized', 'capacity-optimized', 'capacity-optimized-prioritized', 'lowest-price'],
    GROUP,
  ],
  ['autoscaling.Group', 'terminationPolicies[]', TERMINATION, GROUP],
  ['autoscaling.Group', 'warmPool.poolState', ['Stopped', 'Running', 'Hibernated'], `Auto Scaling PutWarmPool, ${API}`],
  ['autoscaling.LifecycleHook', 'defaultResult', RESULTS, HOOK],
  ['autoscaling.LifecycleHook', 'lifecycleTransition', TRANSITIONS, HOOK],
  ['autoscaling.Policy', 'adjustmentType', ['ChangeInCapacity', 'ExactCapacity', 'PercentChangeInCapacity'], POLICY],
  ['autoscaling.Policy', 'metricAggregationType', ['Minimum', 'Maximum', 'Average'], POLICY],
  [
    'autoscaling.Policy',
    'targetTrackingConfiguration.customizedMetricSpecification.metrics[].metricStat.period',
    [10, 30, 60],
    `Auto Scaling TargetTrackingMetricStat, ${API}`,
  ],
  ['budgets.Budget', 'budgetType', ['COST', 'USAGE'], `Budgets BudgetType, ${API}`],
  [
    'budgets.Budget',
    'notifications[].thresholdType',
    ['PERCENTAGE', 'ABSOLUTE_VALUE'],
    `Budgets ThresholdType, ${API}`,
  ],
  ['budgets.Budget', 'timeUnit', ['DAILY', 'MONTHLY', 'QUARTERLY', 'ANNUALLY'], `Budgets TimeUnit, ${API}`],
  ['cloudfront.Distribution', 'defaultCacheBehavior.viewerProtocolPolicy', VIEWERS, DISTRIBUTION],
  ['cloudfront.Distribution', 'httpVersion', ['http1.1', 'http2', 'http3', 'http2and3'], DISTRIBUTION],
  ['cloudfront.Distribution', 'orderedCacheBehaviors[].viewerProtocolPolicy', VIEWERS, DISTRIBUTION],
  [
    'cloudfront.Distribution',
    'origins[].customOriginConfig.originProtocolPolicy',
    ['https-only', 'http-only', 'match-viewer'],
    DISTRIBUTION,
  ],
  [
    'cloudfront.Distribution',
    'origins[].customOriginConfig.originSslProtocols[]',
    ['TLSv1.2'],
    `${DISTRIBUTION}; the older ones: AwsSolutions-CFR5`,
  ],
  ['cloudfront.Distribution', 'priceClass', ['PriceClass_100', 'PriceClass_200', 'PriceClass_All'], DISTRIBUTION],
  [
    'cloudfront.Distribution',
    'restrictions.geoRestriction.restrictionType',
    ['none', 'whitelist', 'blacklist'],
    DISTRIBUTION,
  ],
  [
    'cloudfront.Distribution',
    'viewerCertificate.minimumProtocolVersion',
    ['TLSv1.2_2021', 'TLSv1.2_2025', 'TLSv1.3_2025'],
    `${DISTRIBUTION}; the older ones: CKV_AWS_174`,
  ],
  [
    'cloudfront.OriginAccessControl',
    'originAccessControlOriginType',
    ['s3', 'mediastore', 'mediapackagev2', 'lambda'],
    `CloudFront OriginAccessControlConfig, ${API}`,
  ],
  [
    'cloudfront.OriginAccessControl',
    'signingBehavior',
    ['always', 'never', 'no-override'],
    `CloudFront OriginAccessControlConfig, ${API}`,
  ],
  ['cloudfront.OriginAccessControl', 'signingProtocol', ['sigv4'], `CloudFront OriginAccessControlConfig, ${API}`],
  [
    'cloudfront.ResponseHeadersPolicy',
    'securityHeadersConfig.frameOptions.frameOption',
    ['DENY', 'SAMEORIGIN'],
    `CloudFront FrameOptionsList, ${API}`,
  ],
  [
    'cloudfront.ResponseHeadersPolicy',
    'securityHeadersConfig.referrerPolicy.referrerPolicy',
    [
      'no-referrer',
      'no-referrer-when-downgrade',
      'origin',
      'origin-when-cross-origin',
      'same-origin',
      'strict-origin',
      'strict-origin-when-cross-origin',
      'unsafe-url',
    ],
    `CloudFront ReferrerPolicyList, ${API}`,
  ],
  ['cloudwatch.LogGroup', 'retentionInDays', LOG_DAYS, `CloudWatch Logs PutRetentionPolicy, ${API}`],
  [
    'cloudwatch.MetricAlarm',
    'comparisonOperator',
    ['GreaterThanOrEqualToThreshold', 'GreaterThanThreshold', 'LessThanThreshold', 'LessThanOrEqualToThreshold'],
    `${ALARM}; the others are for anomaly detection, which cannot scale a group`,
  ],
  ['cloudwatch.MetricAlarm', 'statistic', ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'], ALARM],
  ['cloudwatch.MetricAlarm', 'treatMissingData', ['breaching', 'notBreaching', 'ignore', 'missing'], ALARM],
  ['cognito.UserPool', 'deletionProtection', ['ACTIVE', 'INACTIVE'], `Cognito CreateUserPool, ${API}`],
  ['cognito.UserPool', 'usernameAttributes[]', ['email', 'phone_number'], `Cognito CreateUserPool, ${API}`],
  [
    'cognito.UserPoolClient',
    'explicitAuthFlows[]',
    AUTH_FLOWS.map(flow => `ALLOW_${flow}`),
    `Cognito ExplicitAuthFlowsType, ${API}`,
  ],
  [
    'cognito.UserPoolClient',
    'preventUserExistenceErrors',
    ['ENABLED', 'LEGACY'],
    `Cognito CreateUserPoolClient, ${API}`,
  ],
  ['dynamodb.Table', 'attributes[].type', ['S', 'N', 'B'], `DynamoDB CreateTable, ${API}`],
  [
    'dynamodb.Table',
    'globalSecondaryIndexes[].keySchemas[].keyType',
    ['HASH', 'RANGE'],
    `DynamoDB CreateTable, ${API}`,
  ],
  ['ec2.FlowLog', 'maxAggregationInterval', [60, 600], `EC2 CreateFlowLogs, ${API}`],
  ['ec2.LaunchTemplate', 'blockDeviceMappings[].ebs.deleteOnTermination', YES_NO, PROVIDER],
  ['ec2.LaunchTemplate', 'blockDeviceMappings[].ebs.encrypted', YES_NO, PROVIDER],
  [
    'ec2.LaunchTemplate',
    'blockDeviceMappings[].ebs.volumeType',
    ['gp3', 'gp2', 'io1', 'io2', 'st1', 'sc1', 'standard'],
    TEMPLATE,
  ],
  ['ec2.LaunchTemplate', 'ebsOptimized', YES_NO, PROVIDER],
  ['ec2.LaunchTemplate', 'metadataOptions.httpEndpoint', ON_OFF, METADATA],
  ['ec2.LaunchTemplate', 'metadataOptions.instanceMetadataTags', ON_OFF, METADATA],
  ['ec2.LaunchTemplate', 'networkInterfaces[].associatePublicIpAddress', YES_NO, PROVIDER],
  [
    'ec2.LaunchTemplate',
    'tagSpecifications[].resourceType',
    ['instance', 'volume', 'network-interface', 'spot-instances-request'],
    `EC2 LaunchTemplateTagSpecificationRequest, ${API}`,
  ],
  [
    'ecr.Repository',
    'encryptionConfigurations[].encryptionType',
    ['AES256', 'KMS', 'KMS_DSSE'],
    `ECR EncryptionType, ${API}`,
  ],
  [
    'ecr.Repository',
    'imageTagMutability',
    ['MUTABLE', 'IMMUTABLE', 'IMMUTABLE_WITH_EXCLUSION', 'MUTABLE_WITH_EXCLUSION'],
    `ECR ImageTagMutability, ${API}`,
  ],
  ['lambda.Function', 'architectures[]', ['arm64', 'x86_64'], `Lambda CreateFunction, ${API}`],
  ['lambda.Function', 'tracingConfig.mode', ['Active', 'PassThrough'], `Lambda CreateFunction, ${API}`],
  [
    's3.BucketCorsConfiguration',
    'corsRules[].allowedMethods[]',
    ['GET', 'PUT', 'HEAD', 'POST', 'DELETE'],
    `S3 CORSRule, ${API}`,
  ],
  [
    's3.BucketOwnershipControls',
    'rule.objectOwnership',
    ['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter'],
    `S3 OwnershipControlsRule, ${API}`,
  ],
  [
    's3.BucketServerSideEncryptionConfiguration',
    'rules[].applyServerSideEncryptionByDefault.sseAlgorithm',
    ['AES256', 'aws:kms', 'aws:kms:dsse'],
    `S3 ServerSideEncryption, ${API}`,
  ],
  [
    's3.BucketVersioning',
    'versioningConfiguration.status',
    ['Enabled', 'Suspended', 'Disabled'],
    's3.BucketVersioningArgs of @pulumi/aws 7.48.0 [H]',
  ],
  ['wafv2.WebAcl', 'scope', ['CLOUDFRONT', 'REGIONAL'], `WAF CreateWebACL, ${API}`],
];

export const VALUE_RULES: readonly AwsRule[] = VALUES.map(([className, at, values, source]) => ({
  id: `${className} ${at}`,
  type: aws(className),
  says: `${at} is ${values.join(', ')}`,
  source,
  fine: values.map(value => exampleAt(at, value)),
  broken: [exampleAt(at, typeof values[0] === 'number' ? -7 : 'nonsense')],
  check: inputs =>
    valuesAt(inputs, at)
      .filter(({ value }) => !(values as readonly Json[]).includes(value))
      .map(seen),
}));
