/**
 * Philox 4x32 with 10 rounds (Salmon et al., Parallel Random Numbers: As Easy as 1, 2, 3, SC 2011): four random words from a
 * counter and a key. Nothing is kept between draws, so a number is known by where it stands, not by what was drawn before.
 */

type Words = readonly [number, number, number, number];

const ROUND_COUNT = 10;
/** Multipliers and key steps of the paper. */
const MULTIPLIER_A = 0xd2511f53;
const MULTIPLIER_B = 0xcd9e8d57;
const KEY_STEP_A = 0x9e3779b9;
const KEY_STEP_B = 0xbb67ae85;

/**
 * @param counter four words of 32 bits
 * @param key two of them
 * @returns four words, 0..2^32-1
 * @example philox([0, 0, 0, 0], 0, 0)[0].toString(16)   // '6627e8d5'
 */
export function philox([c0, c1, c2, c3]: Words, keyLow: number, keyHigh: number): Words {
  let [a, b, c, d] = [c0, c1, c2, c3];
  for (let round = 0; round < ROUND_COUNT; round += 1) {
    const k0 = (keyLow + Math.imul(round, KEY_STEP_A)) | 0;
    const k1 = (keyHigh + Math.imul(round, KEY_STEP_B)) | 0;
    const low = Math.imul(MULTIPLIER_A, a);
    const high = highWord(MULTIPLIER_A, a);
    [a, b, c, d] = [highWord(MULTIPLIER_B, c) ^ b ^ k0, Math.imul(MULTIPLIER_B, c), high ^ d ^ k1, low];
  }
  return [a >>> 0, b >>> 0, c >>> 0, d >>> 0];
}

/** The upper 32 of the 64 bits of a product, by halves of 16 bits: doubles hold 53. */
function highWord(x: number, y: number): number {
  const [xLow, xHigh] = [x & 0xffff, x >>> 16];
  const [yLow, yHigh] = [y & 0xffff, y >>> 16];
  const middle = xHigh * yLow + ((xLow * yLow) >>> 16);
  return xHigh * yHigh + Math.floor(middle / 0x10000) + (((middle & 0xffff) + xLow * yHigh) >>> 16);
}
