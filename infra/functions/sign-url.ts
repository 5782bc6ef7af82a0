/** URLs under which one object can be fetched for a while, by whoever has them. */
import { getSignedUrl } from '@aws-sdk/cloudfront-signer';
import { later } from '../../hub/job/times.ts';
import type { Seconds } from '../../hub/units.ts';

/** @returns a URL that CloudFront honours for `URL_SECONDS` from `now` */
export type SignUrl = (key: string, now: string) => Promise<string>;

/** Long enough to be followed and read; a player asks for a new one at the next click. */
export const URL_SECONDS: Seconds = 900;

export type SigningSettings = {
  /** `https://d111111abcdef8.cloudfront.net` */
  readonly baseUrl: string;
  readonly keyPairId: string;
  /** PEM; read once, when first needed. */
  readonly privateKey: () => Promise<string>;
};

export const signUrlBy =
  ({ baseUrl, keyPairId, privateKey }: SigningSettings): SignUrl =>
  async (key, now) =>
    getSignedUrl({
      url: `${baseUrl}/${key}`,
      keyPairId,
      privateKey: await privateKey(),
      dateLessThan: later(now, URL_SECONDS),
    });
