import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { LifecycleRule } from '../assets/lifecycle-rules.ts';

export type PrivateBucketArgs = {
  /** Its content cannot be made again: it is neither replaced nor deleted, also not by a `pulumi destroy`. */
  readonly protect: boolean;
  readonly lifecycleRules: readonly LifecycleRule[];
};

/**
 * A bucket that nobody outside the account can read, with versions, encrypted with keys of S3.
 *
 * A bucket that is kept keeps its locks: were only the bucket protected, a destroy would leave it behind without its public
 * access block. Who may read it is said by its policy, of which a bucket has one: see `Delivery`.
 */
export class PrivateBucket extends pulumi.ComponentResource {
  /** The bucket's name. */
  readonly id: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  /** As `name.s3.us-east-1.amazonaws.com`. */
  readonly regionalDomainName: pulumi.Output<string>;

  constructor(name: string, args: PrivateBucketArgs, opts?: pulumi.ComponentResourceOptions) {
    super('assethub:assets:PrivateBucket', name, args, opts);
    const { protect } = args;
    const kept: pulumi.CustomResourceOptions = { parent: this, protect, retainOnDelete: protect };

    const bucket = new aws.s3.Bucket(`${name}-bucket`, { forceDestroy: !protect }, kept);
    const ofBucket = { bucket: bucket.id };
    new aws.s3.BucketPublicAccessBlock(
      `${name}-public-access`,
      {
        ...ofBucket,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      kept,
    );
    // Access control lists do not exist here: everything in the bucket is the bucket owner's.
    new aws.s3.BucketOwnershipControls(
      `${name}-ownership`,
      { ...ofBucket, rule: { objectOwnership: 'BucketOwnerEnforced' } },
      kept,
    );
    new aws.s3.BucketServerSideEncryptionConfiguration(
      `${name}-encryption`,
      { ...ofBucket, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }] },
      kept,
    );
    const versioning = new aws.s3.BucketVersioning(
      `${name}-versioning`,
      { ...ofBucket, versioningConfiguration: { status: 'Enabled' } },
      kept,
    );
    new aws.s3.BucketLifecycleConfiguration(
      `${name}-lifecycle`,
      { ...ofBucket, rules: [...args.lifecycleRules] },
      // Its rules on older versions mean something only once there are versions.
      { ...kept, dependsOn: [versioning] },
    );

    this.id = bucket.id;
    this.arn = bucket.arn;
    this.regionalDomainName = bucket.bucketRegionalDomainName;
    this.registerOutputs({ id: this.id, arn: this.arn, regionalDomainName: this.regionalDomainName });
  }
}
