/** A file that a player would have something made of: looked at before any of it is sent, by its first bytes and its size. */

import type { UploadRequest } from '../../client/job-api.ts';
import { UPLOAD_BYTES_MAX, UPLOAD_FORMATS, UPLOAD_HEAD_BYTES } from '../../hub/job/upload-formats.ts';
import type { JobKind } from '../api/seen-job.ts';
import { sizeWords } from '../words/size-words.ts';

export type ChosenFile = {
  readonly name: string;
  readonly bytes: Blob;
  /** By its first bytes; what a browser says of a file goes by its name, and of a GLB it knows nothing. */
  readonly mediaType: UploadRequest['media_type'];
  /** What is made of it: of a picture its shape, of a model one that moves. */
  readonly kind: Extract<JobKind, 'mesh' | 'rig'>;
  /** Once it is at the hub: it is not sent again when only the submit was refused. */
  readonly uploadId?: string;
};

export type Choice =
  | { readonly kind: 'none' }
  | { readonly kind: 'chosen'; readonly file: ChosenFile }
  /** What is wrong with it, in one sentence. */
  | { readonly kind: 'refused'; readonly words: string };

/** For a file chooser: endings too, because a browser knows none of the media types of models. */
export const ACCEPTED = [...Object.keys(UPLOAD_FORMATS), '.glb'].join(',');

/** Never throws: a file that cannot be read is one more that is refused. */
export async function chooseFile(file: Pick<File, 'name' | 'size' | 'slice'>): Promise<Choice> {
  const { name } = file;
  let head: Uint8Array;
  try {
    head = new Uint8Array(await file.slice(0, UPLOAD_HEAD_BYTES).arrayBuffer());
  } catch {
    // A folder that was dropped, or a file that is gone.
    return { kind: 'refused', words: `${name} cannot be read.` };
  }
  if (file.size === 0) return { kind: 'refused', words: `${name} is empty.` };
  const found = Object.entries(UPLOAD_FORMATS).find(([, format]) => format.isBegunBy(head));
  if (found === undefined) {
    return { kind: 'refused', words: `${name} is neither a picture (PNG, JPEG or WebP) nor a model (GLB).` };
  }
  const [mediaType, { kind }] = found;
  const bytesMax = UPLOAD_BYTES_MAX[kind];
  if (file.size > bytesMax) {
    const what = kind === 'image' ? 'A picture' : 'A model';
    return {
      kind: 'refused',
      words: `${name} is too large. ${what} may have up to ${sizeWords(bytesMax)}; this one has ${sizeWords(file.size)}.`,
    };
  }
  const bytes = file.slice(0, file.size, mediaType);
  const made = kind === 'image' ? 'mesh' : 'rig';
  return { kind: 'chosen', file: { name, bytes, mediaType: mediaType as ChosenFile['mediaType'], kind: made } };
}
