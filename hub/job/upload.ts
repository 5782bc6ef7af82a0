/** What a caller may upload before asking for a mesh or a rig, and how it is known for what it is. */
import * as z from 'zod';
import type { Seconds } from '../units.ts';
import type { UploadKind } from './job-kind.ts';

/** Everything that callers upload stands below it. */
export const UPLOADS_PREFIX = 'uploads/';

type Format = { readonly kind: UploadKind; readonly name: string; readonly isBegunBy: (head: Uint8Array) => boolean };

const begins =
  (...bytes: readonly number[]) =>
  (head: Uint8Array) =>
    bytes.every((byte, index) => head[index] === byte);
const ascii = (text: string): number[] => [...text].map(letter => letter.charCodeAt(0));

/** By media type. Bytes: PNG (RFC 2083, 3.1), JPEG (ITU-T T.81, B.1.1.3), WebP (RFC 9649, 2.3), binary glTF 2.0 (Khronos, 2021, 4.4) [H]. */
export const UPLOAD_FORMATS: Readonly<Record<string, Format>> = Object.freeze({
  'image/png': { kind: 'image', name: 'PNG', isBegunBy: begins(0x89, ...ascii('PNG'), 0x0d, 0x0a, 0x1a, 0x0a) },
  'image/jpeg': { kind: 'image', name: 'JPEG', isBegunBy: begins(0xff, 0xd8, 0xff) },
  'image/webp': {
    kind: 'image',
    name: 'WebP',
    isBegunBy: head => begins(...ascii('RIFF'))(head) && begins(...ascii('WEBP'))(head.subarray(8)),
  },
  'model/gltf-binary': { kind: 'mesh', name: 'binary glTF 2', isBegunBy: begins(...ascii('glTF'), 2, 0, 0, 0) },
});

/** So many bytes tell every format. */
export const UPLOAD_HEAD_BYTES = 16;

/** A phone's photograph; a mesh of half a million triangles. More would not make a better character [L]. */
export const UPLOAD_BYTES_MAX: Readonly<Record<UploadKind, number>> = Object.freeze({
  image: 20_000_000,
  mesh: 60_000_000,
});

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
