/** Brings the bucket of the page to what was built. Invariant: at no moment does a page name a file that is not there. */
import { HeadObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { PageFile, PageFiles } from './read-page-files.ts';

export type PutPageOptions = {
  readonly s3: S3Client;
  readonly bucket: string;
  readonly files: PageFiles;
  /** Told of each file when it is there. */
  readonly onFile?: (file: PageFile, wasPut: boolean) => void;
};

/** Requests under way at a time: a page is a few dozen files, and its maker waits for them. */
const REQUEST_COUNT_MAX = 8;

/**
 * Puts what is not there as it was built, by content and headers; a second push of the same build puts nothing. Nothing is
 * deleted: a page that was opened before may still ask for its own files, and they cost next to nothing.
 *
 * @returns the keys that were put, in order
 * @throws what S3 answers; what is there then is the page of before, whole
 */
export async function putPage({ s3, bucket, files, onFile }: PutPageOptions): Promise<string[]> {
  const put: string[] = [];
  for (const step of files) {
    const waiting = [...step];
    const work = async (): Promise<void> => {
      for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
        const isThere = await isInBucket(s3, bucket, file);
        if (!isThere) await putFile(s3, bucket, file);
        if (!isThere) put.push(file.key);
        onFile?.(file, !isThere);
      }
    };
    await Promise.all(Array.from({ length: REQUEST_COUNT_MAX }, work));
  }
  return put;
}

async function isInBucket(s3: S3Client, bucket: string, file: PageFile): Promise<boolean> {
  try {
    const found = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: file.key }));
    return (
      found.ETag === `"${file.md5}"` &&
      found.ContentType === file.contentType &&
      found.CacheControl === file.cacheControl
    );
  } catch (error) {
    // Only a bucket that may be listed says that something is not in it; else the answer is 403, as for no right to read.
    if ((error as { readonly name?: unknown }).name === 'NotFound') return false;
    throw error;
  }
}

async function putFile(
  s3: S3Client,
  bucket: string,
  { key, body, contentType, cacheControl }: PageFile,
): Promise<void> {
  await s3.send(
    new PutObjectCommand({
      Bucket: bucket,
      Key: key,
      Body: body,
      ContentType: contentType,
      CacheControl: cacheControl,
    }),
  );
}
