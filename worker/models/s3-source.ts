/** A file in a bucket. One object is read by many requests at once: alone, one gives a fraction of what an instance can take. */
import { GetObjectCommand, HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { type RangeSource, SourceRefused } from './range-source.ts';

export function s3Source(client: S3Client, bucket: string, key: string): RangeSource {
  const name = `s3://${bucket}/${key}`;
  return {
    name,
    describe: async signal => {
      const command = new HeadObjectCommand({ Bucket: bucket, Key: key });
      const { ContentLength = 0, ETag } = await client
        .send(command, signal === undefined ? {} : { abortSignal: signal })
        .catch(error => refuse(name, error));
      return { byteCount: ContentLength, version: ETag, hasRanges: ContentLength > 0 };
    },
    read: async (from, to, { version, hasRanges }, signal) => {
      const command = new GetObjectCommand({
        Bucket: bucket,
        Key: key,
        ...(hasRanges ? { Range: `bytes=${from}-${to - 1}` } : {}),
        ...(version === undefined ? {} : { IfMatch: version }),
      });
      const { Body } = await client.send(command, { abortSignal: signal }).catch(error => refuse(name, error));
      if (Body === undefined) throw new Error(`${name} came without a body`);
      return Body as unknown as AsyncIterable<Uint8Array>;
    },
  };
}

function refuse(name: string, error: unknown): never {
  const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
  if (status === 404) throw new SourceRefused(name, 'is not there', 'check the bucket and the release of the weights');
  if (status === 403) throw new SourceRefused(name, 'may not be read', "check the credentials, and the bucket's name");
  if (status === 412) throw new SourceRefused(name, 'has changed while it was fetched', 'fetch it again');
  throw error;
}
