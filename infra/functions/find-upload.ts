/** What a caller uploaded, as far as a submit looks at it: one read of its first bytes. */
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { UploadKind } from '../../hub/job/job-kind.ts';
import { uploadKey, uploadProblem } from '../../hub/job/upload.ts';
import { UPLOAD_HEAD_BYTES } from '../../hub/job/upload-formats.ts';
import { sha256Of } from './sha256.ts';

export type FoundUpload =
  | { readonly kind: 'usable'; readonly key: string }
  | { readonly kind: 'unusable'; readonly detail: string };

/** Of this owner only: another's upload is not there. */
export type FindUpload = (ownerId: string, uploadId: string, wanted: UploadKind) => Promise<FoundUpload>;

export const findUploadIn =
  (client: S3Client, bucket: string): FindUpload =>
  async (ownerId, uploadId, wanted) => {
    const key = uploadKey(sha256Of(ownerId), uploadId);
    try {
      const {
        Body,
        ContentType,
        ContentRange = '',
      } = await client.send(
        new GetObjectCommand({ Bucket: bucket, Key: key, Range: `bytes=0-${UPLOAD_HEAD_BYTES - 1}` }),
      );
      const head = (await Body?.transformToByteArray()) ?? new Uint8Array();
      const byteCount = Number(ContentRange.split('/')[1] ?? head.length);
      const detail = uploadProblem(wanted, { mediaType: ContentType, byteCount, head });
      return detail === undefined ? { kind: 'usable', key } : { kind: 'unusable', detail };
    } catch (error) {
      const { name } = error as Error;
      if (name === 'NoSuchKey')
        return { kind: 'unusable', detail: 'names no upload of yours, or one that has expired' };
      // A range that begins behind the end: nothing was uploaded.
      if (name === 'InvalidRange') return { kind: 'unusable', detail: 'is an empty upload' };
      throw error;
    }
  };
