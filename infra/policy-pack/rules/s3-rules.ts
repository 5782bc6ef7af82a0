import type { s3 } from '@pulumi/aws';
import type { CheckId } from '../checklist.ts';
import { linkedTo } from '../linked-resources.ts';
import { allowedBy, hasAnyPrincipal, refusesWithoutTls } from '../policy-document.ts';
import { acrossStack, onResource, type Rule } from '../rule.ts';

const BUCKET = 'aws:s3/bucket:Bucket';
const BUCKET_POLICY = 'aws:s3/bucketPolicy:BucketPolicy';
const PUBLIC_ACCESS_BLOCK = 'aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock';
const ENCRYPTION = 'aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration';
const VERSIONING = 'aws:s3/bucketVersioning:BucketVersioning';
const LIFECYCLE = 'aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration';
const OWNERSHIP = 'aws:s3/bucketOwnershipControls:BucketOwnershipControls';
const NOTIFICATION = 'aws:s3/bucketNotification:BucketNotification';

type Setting = {
  readonly name: string;
  readonly ids: readonly CheckId[];
  /** What every bucket has one of. */
  readonly type: string;
  readonly what: string;
  readonly level?: 'advisory';
};

/** In this version of the provider each setting of a bucket is a resource; one that is missing is no input of anything. */
const SETTINGS: readonly Setting[] = [
  {
    name: 's3-has-public-access-block',
    ids: ['CKV2_AWS_6', 'AwsSolutions-S2'],
    type: PUBLIC_ACCESS_BLOCK,
    what: 'a public access block',
  },
  { name: 's3-has-policy', ids: ['AwsSolutions-S10'], type: BUCKET_POLICY, what: 'a policy' },
  { name: 's3-has-ownership', ids: ['CKV2_AWS_65'], type: OWNERSHIP, what: 'ownership controls' },
  { name: 's3-has-encryption', ids: ['CKV_AWS_19'], type: ENCRYPTION, what: 'a stated encryption' },
  { name: 's3-has-versioning', ids: ['CKV_AWS_21'], type: VERSIONING, what: 'versioning' },
  { name: 's3-has-lifecycle', ids: ['CKV2_AWS_61'], type: LIFECYCLE, what: 'a lifecycle' },
  {
    name: 's3-has-notification',
    ids: ['CKV2_AWS_62'],
    type: NOTIFICATION,
    what: 'a notification',
    level: 'advisory',
  },
];

const hasSetting = ({ what, type, ...rest }: Setting): Rule =>
  acrossStack<s3.BucketArgs>({
    ...rest,
    type: BUCKET,
    says: `a bucket has ${what}`,
    remedy: `Give it a ${type.split(':').at(-1)}.`,
    isBroken: (bucket, stack) => linkedTo(bucket, type, 'bucket', stack).length === 0,
  });

export const S3_RULES: readonly Rule[] = Object.freeze([
  ...SETTINGS.map(hasSetting),
  onResource<s3.BucketPublicAccessBlockArgs>({
    name: 's3-public-access-blocked',
    ids: ['CKV_AWS_53', 'CKV_AWS_54', 'CKV_AWS_55', 'CKV_AWS_56'],
    types: [PUBLIC_ACCESS_BLOCK],
    says: 'public access is blocked in all four ways',
    remedy: 'Set blockPublicAcls, blockPublicPolicy, ignorePublicAcls and restrictPublicBuckets.',
    isBroken: block =>
      !(block.blockPublicAcls && block.blockPublicPolicy && block.ignorePublicAcls && block.restrictPublicBuckets),
  }),
  onResource<s3.BucketPolicyArgs>({
    name: 's3-policy-tls-only',
    ids: ['AwsSolutions-S10'],
    types: [BUCKET_POLICY],
    says: 'a bucket refuses requests without TLS',
    remedy: 'Deny s3:* to everybody where aws:SecureTransport is false.',
    isBroken: ({ policy }) => !refusesWithoutTls(policy, 's3:*'),
  }),
  onResource<s3.BucketPolicyArgs>({
    name: 's3-policy-named-principals',
    ids: ['CKV_AWS_70'],
    types: [BUCKET, BUCKET_POLICY],
    says: 'a bucket policy names whom it lets in',
    remedy: 'Name the service or the role instead of *; what all may read belongs behind the distribution.',
    isBroken: ({ policy }) => allowedBy(policy).some(hasAnyPrincipal),
  }),
  onResource<s3.BucketOwnershipControlsArgs>({
    name: 's3-no-access-control-lists',
    ids: ['CKV2_AWS_65'],
    types: [OWNERSHIP],
    says: 'access control lists are off',
    remedy: 'Set rule.objectOwnership to BucketOwnerEnforced.',
    isBroken: ({ rule }) => rule.objectOwnership !== 'BucketOwnerEnforced',
  }),
  onResource<s3.BucketVersioningArgs>({
    name: 's3-versioning-enabled',
    ids: ['CKV_AWS_21'],
    types: [VERSIONING],
    says: 'versioning is on',
    remedy: 'Set versioningConfiguration.status to Enabled; a lifecycle rule ends old versions.',
    isBroken: ({ versioningConfiguration }) => versioningConfiguration.status !== 'Enabled',
  }),
  onResource<s3.BucketLifecycleConfigurationArgs>({
    name: 's3-lifecycle-ends-uploads',
    ids: ['CKV_AWS_300'],
    types: [LIFECYCLE],
    says: 'uploads that were abandoned anywhere in the bucket are ended',
    remedy:
      'Add an enabled rule for the whole bucket with abortIncompleteMultipartUpload: such parts cost and show nowhere.',
    isBroken: ({ rules }) =>
      !rules?.some(
        rule =>
          rule.status === 'Enabled' && rule.abortIncompleteMultipartUpload !== undefined && isAboutAll(rule.filter),
      ),
  }),
]);

type RuleFilter = { readonly prefix?: string | undefined };

/** A filter without conditions, or with the prefix that every key has. */
function isAboutAll(filter: RuleFilter | undefined): boolean {
  return Object.entries(filter ?? {}).every(([condition, value]) => condition === 'prefix' && value === '');
}
