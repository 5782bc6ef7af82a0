import { HubError } from '../../hub/errors.ts';

/** A folder of weights in a bucket: `s3://bucket/weights/1`. */
export type WeightsUrl = { readonly bucket: string; readonly prefix: string };

/** @throws HubError for anything that the boot scripts would not take for one (WEIGHTS_URL) */
export function parseWeightsUrl(text: string): WeightsUrl {
  const [, bucket, prefix] = /^s3:\/\/([a-z0-9.-]{3,63})\/([A-Za-z0-9._/-]*[A-Za-z0-9._-])$/.exec(text) ?? [];
  if (bucket !== undefined && prefix !== undefined) return { bucket, prefix };
  throw new HubError('USAGE', `${text} is no folder of weights`, { hint: 'write s3://<bucket>/weights/<release>' });
}
