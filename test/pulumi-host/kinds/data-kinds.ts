/** Buckets, tables, images, logs and alarms. */
import { ACCOUNT, arn, byName, fromInput, globalArn, named, type ResourceKind, unnamed } from './resource-kind.ts';

const ofBucket = unnamed(fromInput('bucket'));

export const DATA_KINDS: Readonly<Record<string, ResourceKind>> = {
  'aws:s3/bucket:Bucket': {
    nameProperty: 'bucket',
    idOf: byName,
    outputsOf: ({ name, region }) => ({
      arn: `arn:aws:s3:::${name}`,
      bucketDomainName: `${name}.s3.amazonaws.com`,
      bucketRegionalDomainName: `${name}.s3.${region}.amazonaws.com`,
      bucketRegion: region,
    }),
  },
  'aws:s3/bucketVersioning:BucketVersioning': ofBucket,
  'aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration': ofBucket,
  'aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration': ofBucket,
  'aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock': ofBucket,
  'aws:s3/bucketOwnershipControls:BucketOwnershipControls': ofBucket,
  'aws:s3/bucketPolicy:BucketPolicy': ofBucket,
  'aws:s3/bucketNotification:BucketNotification': ofBucket,
  'aws:s3/bucketObjectv2:BucketObjectv2': unnamed(fromInput('key'), ({ inputs, hash }) => ({
    arn: `arn:aws:s3:::${inputs.bucket}/${inputs.key}`,
    etag: hash.slice(0, 32),
    versionId: hash.slice(0, 32),
  })),
  'aws:dynamodb/table:Table': named(made => ({ arn: arn('dynamodb', made, `table/${made.name}`) })),
  'aws:ecr/repository:Repository': named(made => ({
    arn: arn('ecr', made, `repository/${made.name}`),
    registryId: ACCOUNT,
    repositoryUrl: `${ACCOUNT}.dkr.ecr.${made.region}.amazonaws.com/${made.name}`,
  })),
  'aws:ecr/lifecyclePolicy:LifecyclePolicy': unnamed(fromInput('repository'), () => ({ registryId: ACCOUNT })),
  'aws:ssm/parameter:Parameter': named(made => ({
    arn: arn('ssm', made, `parameter/${made.name.replace(/^\//, '')}`),
    version: 1,
  })),
  'aws:cloudwatch/logGroup:LogGroup': named(made => ({ arn: arn('logs', made, `log-group:${made.name}`) })),
  'aws:cloudwatch/metricAlarm:MetricAlarm': named(made => ({ arn: arn('cloudwatch', made, `alarm:${made.name}`) })),
  'aws:cloudwatch/dashboard:Dashboard': unnamed(fromInput('dashboardName'), ({ id }) => ({
    dashboardArn: globalArn('cloudwatch', `dashboard/${id}`),
  })),
  'aws:budgets/budget:Budget': named(
    ({ name }) => ({ arn: globalArn('budgets', `budget/${name}`), accountId: ACCOUNT }),
    ({ name }) => `${ACCOUNT}:${name}`,
  ),
};
