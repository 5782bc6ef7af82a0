import { PutBucketCorsCommand, type S3Client } from '@aws-sdk/client-s3';
import { crossOriginRulesOf } from '../../infra/delivery/cross-origin-rules.ts';

/** The bucket answers a page of this origin, as the deploy has it. @param origin `http://127.0.0.1:4000` */
export async function allowUploads(s3: S3Client, bucket: string, origin: string): Promise<void> {
  const CORSRules = crossOriginRulesOf('cloudfront').map(({ allowedMethods, maxAgeSeconds }) => ({
    AllowedMethods: [...allowedMethods],
    AllowedOrigins: [origin],
    MaxAgeSeconds: maxAgeSeconds,
  }));
  await s3.send(new PutBucketCorsCommand({ Bucket: bucket, CORSConfiguration: { CORSRules } }));
}
