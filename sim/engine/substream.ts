/**
 * Seeded random numbers. Invariant: a substream is fixed by (seed, replication, process, entity) alone, and two that
 * differ in any of these do not share a state (names: up to their 32-bit hash), so one process drawing more numbers
 * never shifts the numbers of another: the ground on which common random numbers stand.
 *
 * The generator is xoshiro128** 1.1 (Blackman and Vigna, 2018; period 2^128 - 1, passes BigCrush), all in 32-bit
 * integers.
 */
import { EXPONENTIAL_TAIL, exponentialEdge, exponentialHeight, exponentialWidth } from './exponential-ziggurat.ts';
import { normalQuantile } from './normal-quantile.ts';

const CELL = 2 ** -52;
/** Fractional bits of the golden ratio, square roots of 2 and 3, cube root of 2: nothing up the sleeve. */
const START_A = 0x9e3779b9;
const START_B = 0x6a09e667;
const START_C = 0xbb67ae85;
const START_D = 0x428a2f98;
/** With one round the test of neighbouring streams fails; eight leave a wide margin. */
const ROUND_COUNT = 8;
/** Third and fourth label of a branch ("bran" in ASCII): no process name or entity is meant to meet them. */
const BRANCH = 0x6272616e;

/**
 * One stream of independent draws. Every method but `exponential` consumes exactly one uniform, which keeps two
 * paired runs aligned draw by draw.
 */
export class Substream {
  // Signed 32-bit words: V8 keeps them unboxed, and the loop allocates nothing.
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  /**
   * Scrambles four 32-bit labels into the state with ChaCha's quarter round (Bernstein 2008), constants added before
   * each. Every step is a bijection of the 128 bits, so different labels give different states; and neighbouring
   * labels (seeds 0, 1, 2) give unrelated ones, so not even the first draw betrays them. Models use
   * `createSubstream`.
   */
  constructor(first: number, second: number, third: number, fourth: number) {
    let a = first | 0;
    let b = second | 0;
    let c = third | 0;
    let d = fourth | 0;
    for (let round = 1; round <= ROUND_COUNT; round += 1) {
      a = (a + START_A + round + (b = (b + START_B) | 0)) | 0;
      d = rotate(((d + START_D) | 0) ^ a, 16);
      c = (c + START_C + d) | 0;
      b = rotate(b ^ c, 12);
      a = (a + b) | 0;
      d = rotate(d ^ a, 8);
      c = (c + d) | 0;
      b = rotate(b ^ c, 7);
    }
    // The generator cannot leave the all-zero state. One label in 2^128 leads there; it borrows a neighbour's state.
    this.#a = (a | b | c | d) === 0 ? 1 : a;
    this.#b = b;
    this.#c = c;
    this.#d = d;
  }

  /**
   * Uniform in (0, 1), never 0 or 1: the middle of one of 2^52 equal cells. 52 bits and not 53, because these middles
   * are all exact doubles (with 53 bits the last one rounds to 1), and u and 1 - u are then equally likely and
   * equally exact.
   */
  uniform(): number {
    const high = this.#word() >>> 6;
    return (high * 2 ** 26 + (this.#word() >>> 6) + 0.5) * CELL;
  }

  /**
   * Exponential with mean 1 by the ziggurat of Marsaglia and Tsang (2000), the value from 24 bits that the layer does
   * not use (Doornik 2005). Fast, but consumes a varying number of words: where runs are paired use
   * `-Math.log(uniform())`.
   */
  exponential(): number {
    const word = this.#word();
    const layer = word & 255;
    const step = word >>> 8;
    if (step < exponentialEdge[layer]!) return (step + 0.5) * exponentialWidth[layer]!;
    return this.#exponentialOutside(layer, (step + 0.5) * exponentialWidth[layer]!);
  }

  /** Standard normal by the inverse CDF of one uniform (relative error about 1e-15). */
  normal(): number {
    return normalQuantile(this.uniform());
  }

  /** A whole number 0..below-1, each equally likely to within below / 2^52; one uniform. */
  integer(below: number): number {
    return Math.floor(this.uniform() * below);
  }

  /**
   * A stream of its own, started from one uniform's worth of this one: for a draw that needs a varying number of
   * uniforms but must not shift its parent.
   */
  branch(): Substream {
    return new Substream(this.#word(), this.#word(), BRANCH, BRANCH);
  }

  #exponentialOutside(layer: number, value: number): number {
    if (layer === 0) return EXPONENTIAL_TAIL - Math.log(this.uniform());
    const low = exponentialHeight[layer]!;
    const high = exponentialHeight[layer - 1]!;
    if (low + this.uniform() * (high - low) < Math.exp(-value)) return value;
    return this.exponential();
  }

  /** The next 32 bits of xoshiro128**. */
  #word(): number {
    const b = this.#b;
    const five = Math.imul(b, 5);
    const shifted = b << 9;
    const c = this.#c ^ this.#a;
    const d = this.#d ^ b;
    this.#b = b ^ c;
    this.#a ^= d;
    this.#c = c ^ shifted;
    this.#d = (d << 11) | (d >>> 21);
    return Math.imul((five << 7) | (five >>> 25), 9);
  }
}

/**
 * The substream of one process and entity in one replication. Seed, replication and entity are whole numbers
 * 0..2^32-1 (anything else is a defect and throws). Costs about 0.1 microseconds.
 *
 * @example
 * const service = createSubstream(42, 0, 'service', jobIndex);
 * const serviceSeconds = 25 * -Math.log(service.uniform());
 */
export function createSubstream(seed: number, replication: number, process: string, entity: number): Substream {
  if (seed >>> 0 !== seed || replication >>> 0 !== replication || entity >>> 0 !== entity) {
    throw new Error(
      `substream: seed, replication and entity must be 0..2^32-1 (saw ${seed}, ${replication}, ${entity})`,
    );
  }
  return new Substream(seed, replication, hashName(process), entity);
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

/**
 * FNV-1a over UTF-16 units, 32 bits (Fowler, Noll and Vo). Two names could collide, once in 4 billion pairs; the
 * handful of process names of a model is known when it is written, and a test there can compare their first draws.
 */
function hashName(name: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < name.length; index += 1) {
    hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  }
  return hash;
}
