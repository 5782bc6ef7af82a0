import type { Job } from './job.ts';

/** RFC 4648 base32 in lower case, as job ids are written. */
const DIGITS = 'abcdefghijklmnopqrstuvwxyz234567';
const LETTER_COUNT = 10;

/**
 * The seed its stages work with: the caller's, or one that its id gives, so that every attempt at a job makes the same.
 *
 * @returns a whole number below 2^50
 * @example seedOf({ jobId: 'aaaaaaaaab...' })   // 1
 */
export function seedOf({ jobId, seed }: Pick<Job, 'jobId' | 'seed'>): number {
  if (seed !== undefined) return seed;
  let drawn = 0;
  for (const letter of jobId.slice(0, LETTER_COUNT)) drawn = drawn * DIGITS.length + DIGITS.indexOf(letter);
  return drawn;
}
