import { checkRules, type Specimens } from '../../../test/policy-pack/check-rules.ts';
import { ANYBODY, allow, policyJson, SERVICE, withoutTls } from '../../../test/policy-pack/policy-json.ts';
import { S3_RULES } from './s3-rules.ts';

const bucket = { type: 'aws:s3/bucket:Bucket', name: 'bucket' };
const other = { type: 'any', name: 'other' };

/** A bucket that has the setting, and one whose neighbour has it. */
const setting = (type: string): Specimens => ({
  kept: [[bucket, { type, name: 'setting', from: { bucket: ['bucket'] } }]],
  broken: [[bucket], [bucket, other, { type, name: 'setting', from: { bucket: ['other'] } }]],
});

const BLOCKED = {
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
};
const ENDING = { id: 'leftovers', status: 'Enabled', abortIncompleteMultipartUpload: { daysAfterInitiation: 1 } };

checkRules('rules about buckets', S3_RULES, {
  's3-has-public-access-block': setting('aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock'),
  's3-has-policy': setting('aws:s3/bucketPolicy:BucketPolicy'),
  's3-has-ownership': setting('aws:s3/bucketOwnershipControls:BucketOwnershipControls'),
  's3-has-encryption': setting(
    'aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration',
  ),
  's3-has-versioning': setting('aws:s3/bucketVersioning:BucketVersioning'),
  's3-has-lifecycle': setting('aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration'),
  's3-has-notification': setting('aws:s3/bucketNotification:BucketNotification'),
  's3-public-access-blocked': {
    kept: [BLOCKED],
    broken: [{}, ...Object.keys(BLOCKED).map(way => ({ ...BLOCKED, [way]: false }))],
  },
  's3-policy-tls-only': {
    kept: [
      { policy: policyJson(withoutTls('s3:*'), allow(SERVICE)) },
      { policy: JSON.parse(policyJson(withoutTls('s3:*'))) },
    ],
    broken: [{ policy: policyJson(allow(SERVICE)) }, { policy: policyJson(withoutTls('s3:GetObject')) }],
  },
  's3-policy-named-principals': {
    kept: [{}, { policy: policyJson(allow(SERVICE)) }],
    broken: ANYBODY.map(principal => ({ policy: policyJson(allow(principal)) })),
  },
  's3-no-access-control-lists': {
    kept: [{ rule: { objectOwnership: 'BucketOwnerEnforced' } }],
    broken: [{ rule: { objectOwnership: 'ObjectWriter' } }],
  },
  's3-versioning-enabled': {
    kept: [{ versioningConfiguration: { status: 'Enabled' } }],
    broken: [{ versioningConfiguration: { status: 'Suspended' } }],
  },
  's3-lifecycle-ends-uploads': {
    kept: [{ rules: [ENDING] }, { rules: [{ ...ENDING, filter: { prefix: '' } }] }],
    broken: [
      {},
      { rules: [{ ...ENDING, status: 'Disabled' }] },
      { rules: [{ ...ENDING, filter: { prefix: 'jobs/' } }] },
      { rules: [{ ...ENDING, filter: { and: { prefix: '', tags: { a: 'b' } } } }] },
      { rules: [{ id: 'old', status: 'Enabled', expiration: { days: 1 } }] },
    ],
  },
});
