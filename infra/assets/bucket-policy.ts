/**
 * The policy of a bucket. Who of this account may use it stands in the roles; the bucket adds that nobody may without TLS,
 * and the only reader that has no role: one CloudFront distribution, under one prefix.
 */
export type DistributionReader = {
  readonly distributionArn: string;
  /** Keys it may read begin with it; empty for all. */
  readonly prefix: string;
};

/** Refuses every action, as it should: without TLS, credentials and objects would travel in the open. */
const withoutTls = (bucketArn: string) => ({
  Sid: 'RefuseWithoutTls',
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: [bucketArn, `${bucketArn}/*`],
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
});

/**
 * CloudFront signs its requests as a service (origin access control); the condition says for which distribution. It may not
 * list: a missing object is answered 403 and tells nobody what else there is.
 */
const readBy = (bucketArn: string, { distributionArn, prefix }: DistributionReader) => ({
  Sid: 'ReadByDistribution',
  Effect: 'Allow',
  Principal: { Service: 'cloudfront.amazonaws.com' },
  Action: 's3:GetObject',
  Resource: `${bucketArn}/${prefix}*`,
  Condition: { StringEquals: { 'AWS:SourceArn': distributionArn } },
});

/**
 * The JSON of a bucket's policy.
 *
 * @example bucketPolicy('arn:aws:s3:::pages', { distributionArn: 'arn:aws:cloudfront::123456789012:distribution/E1', prefix: '' })
 */
export function bucketPolicy(bucketArn: string, reader?: DistributionReader): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [withoutTls(bucketArn), ...(reader === undefined ? [] : [readBy(bucketArn, reader)])],
  });
}
