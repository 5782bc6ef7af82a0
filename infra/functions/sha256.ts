import { createHash } from 'node:crypto';

/** Of a text in UTF-8, in lower-case hex. */
export const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Its first bytes. */
export const sha256Bytes = (text: string, byteCount: number): Uint8Array =>
  createHash('sha256').update(text).digest().subarray(0, byteCount);
