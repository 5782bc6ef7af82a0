/**
 * Philox 4x32 with 10 rounds (Salmon et al., Parallel Random Numbers: As Easy as 1, 2, 3, SC 2011): four random words from a
 * counter and a key. Nothing is kept between draws, so a number is known by where it stands, not by what was drawn before.
 */

const ROUND_COUNT = 10;
/** Multipliers and key steps of the paper. */
const MULTIPLIER_A = 0xd2511f53;
const MULTIPLIER_B = 0xcd9e8d57;
const KEY_STEP_A = 0x9e3779b9;
const KEY_STEP_B = 0xbb67ae85;

/**
 * Called 65,536 times for the noise of one image, so it makes no objects.
 *
 * @param words four of 32 bits: the counter, and then what comes of it
 * @param keyLow with `keyHigh`, two words
 * @example const words = new Uint32Array(4); philox(words, 0, 0); words[0]   // 0x6627e8d5
 */
export function philox(words: Uint32Array, keyLow: number, keyHigh: number): void {
  let [a, b, c, d] = [words[0]!, words[1]!, words[2]!, words[3]!];
  for (let round = 0; round < ROUND_COUNT; round += 1) {
    const k0 = keyLow + Math.imul(round, KEY_STEP_A);
    const k1 = keyHigh + Math.imul(round, KEY_STEP_B);
    const [oldA, oldC] = [a, c];
    a = highWord(MULTIPLIER_B, oldC) ^ b ^ k0;
    b = Math.imul(MULTIPLIER_B, oldC);
    c = highWord(MULTIPLIER_A, oldA) ^ d ^ k1;
    d = Math.imul(MULTIPLIER_A, oldA);
  }
  words[0] = a;
  words[1] = b;
  words[2] = c;
  words[3] = d;
}

/** The upper 32 of the 64 bits of a product, by halves of 16 bits: doubles hold 53. */
function highWord(x: number, y: number): number {
  const xLow = x & 0xffff;
  const xHigh = x >>> 16;
  const yLow = y & 0xffff;
  const yHigh = y >>> 16;
  const middle = xHigh * yLow + ((xLow * yLow) >>> 16);
  return xHigh * yHigh + Math.floor(middle / 0x10000) + (((middle & 0xffff) + xLow * yHigh) >>> 16);
}
