/**
 * Seeded Gaussian noise. Invariant: a value is fixed by the seed, the draw and its place in it, on every machine.
 *
 * Counter and key are laid out as in torch's generator on CUDA, so that the same seed begins with the same noise there: seen
 * against the first 12 numbers that several public projects give for torch on CUDA with seed 0 (2026-11-28 [M]; torch itself
 * lays tensors of more elements than the GPU runs threads out in another way).
 */
import { philox } from './philox.ts';

const WORD = 2 ** 32;

/**
 * @param seed a whole number 0..2^53-1
 * @param draw which draw of this seed, from 0
 * @returns `count` standard normal numbers, float32, none beyond 6.8
 * @throws RangeError for a seed that would wrap around unseen
 * @example gaussianNoise(0, 0, 2)   // Float32Array [-0.92466259, -0.42534414]
 */
export function gaussianNoise(seed: number, draw: number, count: number): Float32Array<ArrayBuffer> {
  if (!Number.isSafeInteger(seed) || seed < 0) throw new RangeError(`a seed is a whole number 0..2^53-1 (saw ${seed})`);
  const [keyLow, keyHigh] = [seed % WORD, Math.floor(seed / WORD)];
  const noise = new Float32Array(count);
  const words = new Uint32Array(4);
  for (let i = 0; i < count; i += 1) {
    words[0] = draw;
    words[1] = 0;
    words[2] = i;
    words[3] = 0;
    philox(words, keyLow, keyHigh);
    noise[i] = normalOf(words[0]!, words[1]!);
  }
  return noise;
}

/** Box and Muller 1958, the sine of the two. Words as the middles of 2^32 cells of (0, 1): their logarithm is finite. */
function normalOf(first: number, second: number): number {
  const radius = Math.sqrt(-2 * Math.log((first + 0.5) / WORD));
  return radius * Math.sin((2 * Math.PI * (second + 0.5)) / WORD);
}
