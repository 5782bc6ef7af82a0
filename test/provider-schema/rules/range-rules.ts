/** Numbers with bounds. The examples are the bounds themselves. */
import { API, type AwsRule, aws, exampleAt, seen } from '../aws-rule.ts';
import { valuesAt } from '../values-at.ts';

const ASG_GUIDE = 'EC2 Auto Scaling guide, default instance warmup, 2023-06-15 [H]';
const HOOK = `Auto Scaling PutLifecycleHook, ${API}`;
const INVOKE = `Lambda PutFunctionEventInvokeConfig, ${API}`;
const LAMBDA = 'Lambda quotas, AWS agent toolkit, 2026-08-20 [H]';
const QUEUE = `SQS SetQueueAttributes, ${API}`;
const RETRY = `EventBridge RetryPolicy, ${API}`;
const VOLUME = `EC2 LaunchTemplateEbsBlockDeviceRequest, ${API}`;
const EBS = 'blockDeviceMappings[].ebs';
const ORIGIN = 'origins[].customOriginConfig';

type RangeRow = readonly [className: string, at: string, min: number, max: number, source: string];

const RANGES: readonly RangeRow[] = [
  ['apigatewayv2.Integration', 'timeoutMilliseconds', 50, 30_000, `API Gateway v2 CreateIntegration, ${API}`],
  ['autoscaling.Group', 'defaultInstanceWarmup', 0, 3600, ASG_GUIDE],
  ['autoscaling.Group', 'initialLifecycleHooks[].heartbeatTimeout', 30, 7200, HOOK],
  [
    'autoscaling.Group',
    'mixedInstancesPolicy.instancesDistribution.onDemandPercentageAboveBaseCapacity',
    0,
    100,
    `Auto Scaling InstancesDistribution, ${API}`,
  ],
  ['autoscaling.LifecycleHook', 'heartbeatTimeout', 30, 7200, HOOK],
  ['cloudfront.Distribution', 'origins[].connectionAttempts', 1, 3, `CloudFront Origin, ${API}`],
  ['cloudfront.Distribution', `${ORIGIN}.originReadTimeout`, 1, 120, `CloudFront CustomOriginConfig, ${API}`],
  ['cloudfront.Distribution', `${ORIGIN}.httpPort`, 1, 65_535, 'TCP, RFC 9293, 2022 [H]'],
  ['cloudfront.Distribution', `${ORIGIN}.httpsPort`, 1, 65_535, 'TCP, RFC 9293, 2022 [H]'],
  ['cloudwatch.EventTarget', 'retryPolicy.maximumEventAgeInSeconds', 60, 86_400, RETRY],
  ['cloudwatch.EventTarget', 'retryPolicy.maximumRetryAttempts', 0, 185, RETRY],
  ['cognito.UserPool', 'passwordPolicy.minimumLength', 6, 99, `Cognito PasswordPolicyType, ${API}`],
  ['cognito.UserPool', 'passwordPolicy.temporaryPasswordValidityDays', 0, 365, `Cognito PasswordPolicyType, ${API}`],
  [
    'dynamodb.Table',
    'pointInTimeRecovery.recoveryPeriodInDays',
    1,
    35,
    `DynamoDB PointInTimeRecoverySpecification, ${API}`,
  ],
  ['ec2.LaunchTemplate', `${EBS}.iops`, 3000, 80_000, VOLUME],
  ['ec2.LaunchTemplate', `${EBS}.throughput`, 125, 2000, VOLUME],
  ['ec2.LaunchTemplate', `${EBS}.volumeInitializationRate`, 100, 300, VOLUME],
  ['ec2.LaunchTemplate', `${EBS}.volumeSize`, 1, 65_536, VOLUME],
  [
    'ec2.LaunchTemplate',
    'metadataOptions.httpPutResponseHopLimit',
    1,
    64,
    `EC2 LaunchTemplateInstanceMetadataOptionsRequest, ${API}`,
  ],
  ['iam.Role', 'maxSessionDuration', 3600, 43_200, `IAM CreateRole, ${API}`],
  ['lambda.Function', 'ephemeralStorage.size', 512, 10_240, LAMBDA],
  ['lambda.Function', 'memorySize', 128, 10_240, LAMBDA],
  ['lambda.Function', 'timeout', 1, 900, `Lambda CreateFunction, ${API}`],
  ['lambda.FunctionEventInvokeConfig', 'maximumEventAgeInSeconds', 60, 21_600, INVOKE],
  ['lambda.FunctionEventInvokeConfig', 'maximumRetryAttempts', 0, 2, INVOKE],
  ['sqs.Queue', 'delaySeconds', 0, 900, QUEUE],
  ['sqs.Queue', 'maxMessageSize', 1024, 1_048_576, QUEUE],
  ['sqs.Queue', 'messageRetentionSeconds', 60, 1_209_600, QUEUE],
  ['sqs.Queue', 'receiveWaitTimeSeconds', 0, 20, QUEUE],
  ['sqs.Queue', 'visibilityTimeoutSeconds', 0, 43_200, QUEUE],
];

export const RANGE_RULES: readonly AwsRule[] = RANGES.map(([className, at, min, max, source]) => ({
  id: `${className} ${at}`,
  type: aws(className),
  says: `${at} is ${min} to ${max}`,
  source,
  fine: [exampleAt(at, min), exampleAt(at, max)],
  broken: [exampleAt(at, min - 1), exampleAt(at, max + 1)],
  check: inputs =>
    valuesAt(inputs, at)
      .filter(({ value }) => typeof value === 'number' && (value < min || value > max))
      .map(seen),
}));
