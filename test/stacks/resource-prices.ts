/**
 * What each type of resource costs: the lines of the bill or of the fixed month that stand for it, or why it is free. A
 * type that is not here fails a test, so that nothing is deployed that nobody has priced.
 */

export type ResourcePrice =
  /** Names of lines: a name ending in `*` stands for all that begin so. */
  { readonly kind: 'priced'; readonly lines: readonly string[] } | { readonly kind: 'free'; readonly why: string };

const priced = (...lines: readonly string[]): ResourcePrice => ({ kind: 'priced', lines });
const free = (why: string): ResourcePrice => ({ kind: 'free', why });

const PART_OF_BUCKET = free('a setting of a bucket');
const PART_OF_QUEUE = free('a setting of a queue');
const PART_OF_API = free('a part of the HTTP API, which is paid by the request');
const PART_OF_GROUP = free('a setting of a group; Auto Scaling itself is free');
const PART_OF_DISTRIBUTION = free('a setting of the distribution');
const IDENTITY = free('IAM is free');
const FENCE = free('security groups and their rules are free');
const LINK = free('a permission or a setting of a function, which is paid by the request');

export const RESOURCE_PRICES: Readonly<Record<string, ResourcePrice>> = {
  'aws:apigatewayv2/api:Api': priced('api-requests', 'edge-api-requests-*'),
  'aws:apigatewayv2/authorizer:Authorizer': PART_OF_API,
  'aws:apigatewayv2/integration:Integration': PART_OF_API,
  'aws:apigatewayv2/route:Route': PART_OF_API,
  'aws:apigatewayv2/stage:Stage': PART_OF_API,
  'aws:autoscaling/group:Group': priced('instance-hours', 'public-ipv4', 'always-on-instances', 'warm-pool-volumes'),
  'aws:autoscaling/lifecycleHook:LifecycleHook': PART_OF_GROUP,
  'aws:autoscaling/policy:Policy': priced('alarms'),
  'aws:autoscaling/schedule:Schedule': PART_OF_GROUP,
  'aws:budgets/budget:Budget': free(
    'a budget that only notifies is free; actions would cost (AWS Budgets pricing [L])',
  ),
  'aws:cloudfront/distribution:Distribution': priced('cdn-*', 'cdn-requests-*', 'edge-api-requests-*'),
  'aws:cloudfront/keyGroup:KeyGroup': PART_OF_DISTRIBUTION,
  'aws:cloudfront/originAccessControl:OriginAccessControl': PART_OF_DISTRIBUTION,
  'aws:cloudfront/publicKey:PublicKey': PART_OF_DISTRIBUTION,
  'aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy': PART_OF_DISTRIBUTION,
  'aws:cloudwatch/dashboard:Dashboard': priced('dashboards'),
  'aws:cloudwatch/eventRule:EventRule': priced('bucket-events'),
  'aws:cloudwatch/eventTarget:EventTarget': free('a rule pays by the event, not by the target'),
  'aws:cloudwatch/logGroup:LogGroup': priced('log-intake', 'logs-kept'),
  'aws:cloudwatch/metricAlarm:MetricAlarm': priced('alarms'),
  'aws:cognito/userPool:UserPool': priced('signed-in-users'),
  'aws:cognito/userPoolClient:UserPoolClient': free('a setting of the user pool'),
  'aws:cognito/userPoolDomain:UserPoolDomain': free(
    'a domain, of Cognito or of one\'s own, adds nothing to the price per user (Cognito guide, "Configuring a user pool domain" [M])',
  ),
  'aws:dynamodb/table:Table': priced('table-writes', 'table-reads', 'job-records'),
  'aws:ec2/defaultSecurityGroup:DefaultSecurityGroup': FENCE,
  'aws:ec2/launchTemplate:LaunchTemplate': priced('volume-size', 'volume-throughput', 'machine-image'),
  'aws:ec2/securityGroup:SecurityGroup': FENCE,
  'aws:ecr/lifecyclePolicy:LifecyclePolicy': free('a setting of the repository'),
  'aws:ecr/repository:Repository': priced('worker-image'),
  'aws:iam/instanceProfile:InstanceProfile': IDENTITY,
  'aws:iam/role:Role': IDENTITY,
  'aws:iam/rolePolicy:RolePolicy': IDENTITY,
  'aws:lambda/eventSourceMapping:EventSourceMapping': free(
    'it polls its empty queue 650,000 times a month, and a million requests a month are free (SQS pricing [M])',
  ),
  'aws:lambda/function:Function': priced('function-requests', 'function-time', 'upkeep'),
  'aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig': LINK,
  'aws:lambda/permission:Permission': LINK,
  'aws:route53/record:Record': free(
    'the zone is paid, and is not made here; questions for an alias of CloudFront are free (Route 53 pricing [L])',
  ),
  'aws:s3/bucket:Bucket': priced('checkpoints', 'handed-over', 'assets', 'weights', 'bucket-writes', 'bucket-reads'),
  'aws:s3/bucketCorsConfiguration:BucketCorsConfiguration': PART_OF_BUCKET,
  'aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration': PART_OF_BUCKET,
  'aws:s3/bucketNotification:BucketNotification': priced('bucket-events'),
  'aws:s3/bucketObjectv2:BucketObjectv2': free('some hundred bytes, at 0.023 USD for a billion in a month'),
  'aws:s3/bucketOwnershipControls:BucketOwnershipControls': PART_OF_BUCKET,
  'aws:s3/bucketPolicy:BucketPolicy': PART_OF_BUCKET,
  'aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock': PART_OF_BUCKET,
  'aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration': PART_OF_BUCKET,
  'aws:s3/bucketVersioning:BucketVersioning': PART_OF_BUCKET,
  'aws:sns/topic:Topic': free('the first 1,000 e-mails a month are free, and alarms send few (SNS pricing [L])'),
  'aws:sns/topicPolicy:TopicPolicy': free('a setting of a topic'),
  'aws:sns/topicSubscription:TopicSubscription': free('a setting of a topic'),
  'aws:sqs/queue:Queue': priced('queue-requests'),
  'aws:sqs/queuePolicy:QueuePolicy': PART_OF_QUEUE,
  'aws:sqs/redriveAllowPolicy:RedriveAllowPolicy': PART_OF_QUEUE,
  'aws:ssm/parameter:Parameter': free('a standard parameter is free (Systems Manager pricing [L])'),
  'aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule': FENCE,
  'aws:wafv2/webAcl:WebAcl': priced('web-acl', 'web-acl-rules', 'web-acl-requests'),
  'awsx:ec2:Vpc': priced('nat-hours', 'nat-traffic'),
  'pulumi:providers:aws': free('not a resource on AWS'),
  'tls:index/privateKey:PrivateKey': free('made by Pulumi, not on AWS'),
};
