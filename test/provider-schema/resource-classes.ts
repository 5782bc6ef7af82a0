/**
 * The resource classes that schema.json describes: every one the Pulumi program creates, and their near neighbours, so that
 * a new resource seldom needs a new schema. To add one: write it here, then `node test/provider-schema/generate.ts`.
 */

/** Package -> module -> classes. The module is the folder in the package; '' is the package itself. */
export type ResourceClasses = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

export const RESOURCE_CLASSES: ResourceClasses = {
  aws: {
    '': ['Provider'],
    acm: ['Certificate', 'CertificateValidation'],
    apigatewayv2: ['Api', 'ApiMapping', 'Authorizer', 'Deployment', 'DomainName', 'Integration', 'Route', 'Stage'],
    autoscaling: ['Group', 'LifecycleHook', 'Notification', 'Policy', 'Schedule'],
    budgets: ['Budget'],
    cloudfront: [
      'CachePolicy',
      'Distribution',
      'Function',
      'KeyGroup',
      'MonitoringSubscription',
      'OriginAccessControl',
      'OriginRequestPolicy',
      'PublicKey',
      'ResponseHeadersPolicy',
    ],
    cloudwatch: [
      'CompositeAlarm',
      'Dashboard',
      'EventRule',
      'EventTarget',
      'LogGroup',
      'LogMetricFilter',
      'LogResourcePolicy',
      'MetricAlarm',
    ],
    cognito: ['ResourceServer', 'UserPool', 'UserPoolClient', 'UserPoolDomain'],
    costexplorer: ['CostAllocationTag'],
    dynamodb: ['ResourcePolicy', 'Table'],
    ec2: [
      'DefaultSecurityGroup',
      'Eip',
      'FlowLog',
      'InternetGateway',
      'LaunchTemplate',
      'NatGateway',
      'Route',
      'RouteTable',
      'RouteTableAssociation',
      'SecurityGroup',
      'Subnet',
      'Vpc',
      'VpcEndpoint',
      'VpcEndpointRouteTableAssociation',
    ],
    ecr: ['LifecyclePolicy', 'Repository', 'RepositoryPolicy'],
    iam: ['InstanceProfile', 'Policy', 'Role', 'RolePolicy', 'RolePolicyAttachment'],
    kms: ['Alias', 'Key'],
    lambda: ['Alias', 'EventSourceMapping', 'Function', 'FunctionEventInvokeConfig', 'Permission'],
    resourcegroups: ['Group'],
    route53: ['Record', 'Zone'],
    s3: [
      'Bucket',
      'BucketCorsConfiguration',
      'BucketIntelligentTieringConfiguration',
      'BucketLifecycleConfiguration',
      'BucketLogging',
      'BucketMetric',
      'BucketNotification',
      'BucketObjectv2',
      'BucketOwnershipControls',
      'BucketPolicy',
      'BucketPublicAccessBlock',
      'BucketServerSideEncryptionConfiguration',
      'BucketVersioning',
    ],
    scheduler: ['Schedule', 'ScheduleGroup'],
    secretsmanager: ['Secret', 'SecretVersion'],
    sns: ['Topic', 'TopicPolicy', 'TopicSubscription'],
    sqs: ['Queue', 'QueuePolicy', 'RedriveAllowPolicy', 'RedrivePolicy'],
    ssm: ['Parameter'],
    vpc: ['SecurityGroupEgressRule', 'SecurityGroupIngressRule'],
    wafv2: ['WebAcl', 'WebAclLoggingConfiguration'],
  },
  awsx: { ec2: ['Vpc'] },
  tls: { '': ['PrivateKey'] },
};

/**
 * Types that are left out: the statements of a web ACL rule that hold further statements. The provider spells out three levels
 * of them, 600 types and half of the schema. A rule that uses one is reported, never passed unseen.
 */
export const NOT_FOLLOWED = /^aws\.inputs\.wafv2\.WebAclRuleStatement(\w*ScopeDown|And|Or|Not)Statement$/;
