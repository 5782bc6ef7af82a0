/** What a caller uploads before asking for a mesh or a rig: how it is asked for, where it lies, and whether it is of use. */
import * as z from 'zod';
import type { Seconds } from '../units.ts';
import type { UploadKind } from './job-kind.ts';
import { UPLOAD_BYTES_MAX, UPLOAD_FORMATS } from './upload-formats.ts';

/** Everything that callers upload stands below it. */
export const UPLOADS_PREFIX = 'uploads/';

/** How long a form may be sent. */
export const UPLOAD_SECONDS_MAX: Seconds = 900;

const MEDIA_TYPES = Object.keys(UPLOAD_FORMATS) as [string, ...string[]];

/** The body of `POST /v1/uploads`. */
export const uploadRequestSchema = z.strictObject(
  {
    media_type: z
      .enum(MEDIA_TYPES, `must be one of ${MEDIA_TYPES.join(', ')}`)
      .meta({ description: 'What the file is. It is looked at before a job takes it.' }),
  },
  'must be a JSON object',
);
export type UploadRequest = z.infer<typeof uploadRequestSchema>;

/**
 * The key of an upload. The owner is part of it, as a hash: an id of somebody else's upload names nothing here.
 *
 * @param ownerHash SHA-256 of the token's subject, in hex
 */
export const uploadKey = (ownerHash: string, uploadId: string): string => `${UPLOADS_PREFIX}${ownerHash}/${uploadId}`;

/** What is wrong with an upload; undefined when it can be worked on. */
export function uploadProblem(
  wanted: UploadKind,
  stored: { readonly mediaType: string | undefined; readonly byteCount: number; readonly head: Uint8Array },
): string | undefined {
  const format = UPLOAD_FORMATS[stored.mediaType ?? ''];
  if (format === undefined || format.kind !== wanted) {
    return `must be an upload of ${wanted === 'image' ? 'an image' : 'a mesh'} (saw ${stored.mediaType ?? 'no media type'})`;
  }
  const bytesMax = UPLOAD_BYTES_MAX[wanted];
  if (stored.byteCount > bytesMax) return `must have at most ${bytesMax} bytes (saw ${stored.byteCount})`;
  if (!format.isBegunBy(stored.head)) return `must be ${format.name}, as its media type says: its first bytes are not`;
  return undefined;
}
