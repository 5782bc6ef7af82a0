import * as z from 'zod';

/** RFC 4648 base32 in lower case: no letter looks like another, and it survives file systems that ignore case. */
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const BITS_PER_LETTER = 5;

/** 128 bits: at a billion jobs, two are alike with a chance of 1e-21. Whoever guesses an id still is not its owner. */
export const JOB_ID_BYTE_COUNT = 16;

export const jobIdSchema = z.string().regex(/^[a-z2-7]{26}$/, 'must be 26 letters a-z or digits 2-7');

/**
 * The id made of 16 bytes, random ones or those of a hash.
 *
 * @throws RangeError for any other number of bytes
 * @example jobIdOf(new TextEncoder().encode('0123456789abcdef'))   // 'gaytemzugu3doobzmfrggzdfmy'
 */
export function jobIdOf(bytes: Uint8Array): string {
  if (bytes.length !== JOB_ID_BYTE_COUNT) {
    throw new RangeError(`a job id is made of ${JOB_ID_BYTE_COUNT} bytes (saw ${bytes.length})`);
  }
  let id = '';
  let bits = 0;
  let bitCount = 0;
  for (const byte of bytes) {
    bits = (bits << 8) | byte;
    bitCount += 8;
    while (bitCount >= BITS_PER_LETTER) {
      bitCount -= BITS_PER_LETTER;
      id += ALPHABET[(bits >> bitCount) & 31];
    }
    bits &= (1 << bitCount) - 1;
  }
  return id + ALPHABET[(bits << (BITS_PER_LETTER - bitCount)) & 31];
}
