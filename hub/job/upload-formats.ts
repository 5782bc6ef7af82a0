/** What files the hub works on, and how they are known for what they are. Apart, so that the page looks at a file by the same table. */
import type { UploadKind } from './job-kind.ts';

export type UploadFormat = {
  readonly kind: UploadKind;
  readonly name: string;
  readonly isBegunBy: (head: Uint8Array) => boolean;
};

const begins =
  (...bytes: readonly number[]) =>
  (head: Uint8Array) =>
    bytes.every((byte, index) => head[index] === byte);
const ascii = (text: string): number[] => [...text].map(letter => letter.charCodeAt(0));

/** By media type. Bytes: PNG (RFC 2083, 3.1), JPEG (ITU-T T.81, B.1.1.3), WebP (RFC 9649, 2.3), binary glTF 2.0 (Khronos, 2021, 4.4) [H]. */
export const UPLOAD_FORMATS: Readonly<Record<string, UploadFormat>> = Object.freeze({
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
