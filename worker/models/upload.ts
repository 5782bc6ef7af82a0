/** Puts a file into a bucket, a large one in parts, several at once. S3 takes 5 GB in one put and 10,000 parts (S3 guide, 2023-06 [H]). */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { inParallel } from './attempt.ts';

export type UploadOptions = {
  readonly partBytes?: number;
  readonly parallelCount?: number;
  /** Kept with the object. */
  readonly metadata?: Readonly<Record<string, string>>;
  readonly onBytes?: (haveBytes: number, allBytes: number) => void;
};

/** 10,000 of them are 640 GB. */
const PART_BYTES = 64 * 1024 * 1024;
const PARALLEL_COUNT = 4;

export async function upload(
  client: S3Client,
  path: string,
  place: { readonly Bucket: string; readonly Key: string },
  { partBytes = PART_BYTES, parallelCount = PARALLEL_COUNT, metadata = {}, onBytes }: UploadOptions = {},
): Promise<void> {
  const { size } = await stat(path);
  if (size <= partBytes) {
    await client.send(
      new PutObjectCommand({ ...place, Body: createReadStream(path), ContentLength: size, Metadata: { ...metadata } }),
    );
    onBytes?.(size, size);
    return;
  }
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ ...place, Metadata: { ...metadata } }));
  try {
    const tags: string[] = [];
    let haveBytes = 0;
    const indices = Array.from({ length: Math.ceil(size / partBytes) }, (_, index) => index);
    await inParallel(indices, parallelCount, async index => {
      const [start, end] = [index * partBytes, Math.min(size, (index + 1) * partBytes)];
      const { ETag = '' } = await client.send(
        new UploadPartCommand({
          ...place,
          UploadId,
          PartNumber: index + 1,
          Body: createReadStream(path, { start, end: end - 1 }),
          ContentLength: end - start,
        }),
      );
      tags[index] = ETag;
      haveBytes += end - start;
      onBytes?.(haveBytes, size);
    });
    const Parts = tags.map((ETag, index) => ({ ETag, PartNumber: index + 1 }));
    await client.send(new CompleteMultipartUploadCommand({ ...place, UploadId, MultipartUpload: { Parts } }));
  } catch (error) {
    // Parts that nobody completes are paid for until somebody removes them.
    await client.send(new AbortMultipartUploadCommand({ ...place, UploadId })).catch(() => {});
    throw error;
  }
}
