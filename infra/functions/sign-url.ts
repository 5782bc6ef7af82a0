/** URLs under which one object can be fetched for a while, by whoever has them. */
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl as signForCloudFront } from '@aws-sdk/cloudfront-signer';
import { getSignedUrl as signForBucket } from '@aws-sdk/s3-request-presigner';
import { later } from '../../hub/job/times.ts';
import type { Seconds } from '../../hub/units.ts';

export type SignedUrl = { readonly url: string; readonly expiresAt: string };
export type SignUrl = (key: string, now: string) => Promise<SignedUrl>;

/** Long enough to be followed and read; a player asks for a new one at the next click. */
const URL_SECONDS_MIN: Seconds = 900;

/** The same for all who ask within a quarter of an hour, so that a job that has not changed looks the same. */
export function urlExpiresAt(now: string): string {
  const nowSeconds = Date.parse(now) / 1000;
  const endSeconds = (Math.floor(nowSeconds / URL_SECONDS_MIN) + 2) * URL_SECONDS_MIN;
  return later(now, endSeconds - nowSeconds);
}

export type CloudFrontSigning = {
  /** `https://d111111abcdef8.cloudfront.net` */
  readonly baseUrl: string;
  readonly keyPairId: string;
  /** PEM; read when first needed. */
  readonly findPrivateKey: () => Promise<string>;
};

export const signForEdge =
  ({ baseUrl, keyPairId, findPrivateKey }: CloudFrontSigning): SignUrl =>
  async (key, now) => {
    const expiresAt = urlExpiresAt(now);
    const privateKey = await findPrivateKey();
    return {
      url: signForCloudFront({ url: `${baseUrl}/${key}`, keyPairId, privateKey, dateLessThan: expiresAt }),
      expiresAt,
    };
  };

/** For hubs that deliver from the bucket itself. */
export const signForS3 =
  (client: S3Client, bucket: string): SignUrl =>
  async (key, now) => {
    const expiresAt = urlExpiresAt(now);
    const expiresIn = Math.round((Date.parse(expiresAt) - Date.parse(now)) / 1000);
    return {
      url: await signForBucket(client, new GetObjectCommand({ Bucket: bucket, Key: key }), { expiresIn }),
      expiresAt,
    };
  };
