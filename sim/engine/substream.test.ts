import * as assert from 'uvu/assert';
import { check, near } from '../../test/kit/check.ts';
import { createSubstream, Substream } from './substream.ts';

const WORD = 2n ** 32n;

/**
 * xoshiro128** and the quarter round once more, in BigInt and straight from the papers: the oracle for the bit
 * tricks.
 */
function rotateBig(word: bigint, bits: bigint): bigint {
  return ((word << bits) | (word >> (32n - bits))) % WORD;
}

function expectedUniforms(labels: readonly number[], count: number): number[] {
  let [a, b, c, d] = labels.map(label => BigInt(label)) as [bigint, bigint, bigint, bigint];
  for (let round = 1n; round <= 8n; round += 1n) {
    b = (b + 0x6a09e667n) % WORD;
    a = (a + 0x9e3779b9n + round + b) % WORD;
    c = (c + 0xbb67ae85n) % WORD;
    d = rotateBig(((d + 0x428a2f98n) % WORD) ^ a, 16n);
    c = (c + d) % WORD;
    b = rotateBig(b ^ c, 12n);
    a = (a + b) % WORD;
    d = rotateBig(d ^ a, 8n);
    c = (c + d) % WORD;
    b = rotateBig(b ^ c, 7n);
  }
  const state = [a, b, c, d];
  const word = (): bigint => {
    const result = (rotateBig((state[1]! * 5n) % WORD, 7n) * 9n) % WORD;
    const shifted = (state[1]! << 9n) % WORD;
    state[2]! ^= state[0]!;
    state[3]! ^= state[1]!;
    state[1]! ^= state[2]!;
    state[0]! ^= state[3]!;
    state[2]! ^= shifted;
    state[3] = rotateBig(state[3]!, 11n);
    return result;
  };
  return Array.from({ length: count }, () => Number((word() >> 6n) * 2n ** 27n + (word() >> 6n) * 2n + 1n) / 2 ** 53);
}

function draws(count: number, draw: () => number): Float64Array {
  return Float64Array.from({ length: count }, draw);
}

/** Pearson's r of two equally long series; of independent ones it is normal with deviation 1 / sqrt(n). */
function correlation(x: Float64Array, y: Float64Array): number {
  const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanX, meanY] = [mean(x), mean(y)];
  let [xy, xx, yy] = [0, 0, 0];
  for (let i = 0; i < x.length; i += 1) {
    xy += (x[i]! - meanX) * (y[i]! - meanY);
    xx += (x[i]! - meanX) ** 2;
    yy += (y[i]! - meanY) ** 2;
  }
  return xy / Math.sqrt(xx * yy);
}

/** Chi-square of counts over equal cells, as a standard normal (Wilson and Hilferty 1931). */
function chiSquareScore(values: Float64Array, cellCount: number): number {
  const counts = new Float64Array(cellCount);
  for (const value of values) counts[Math.floor(value * cellCount)]! += 1;
  const expected = values.length / cellCount;
  const statistic = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  const freedom = cellCount - 1;
  const spread = 2 / (9 * freedom);
  return (Math.cbrt(statistic / freedom) - (1 - spread)) / Math.sqrt(spread);
}

/** One draw of each of 10,000 neighbours along a label: their first (0), second (1)... */
function drawsOfNeighbours(at: (index: number) => Substream, skipCount: number): Float64Array {
  return Float64Array.from({ length: 10_000 }, (_, index) => {
    const stream = at(index);
    for (let skipped = 0; skipped < skipCount; skipped += 1) stream.uniform();
    return stream.uniform();
  });
}

const alongEachLabel: Record<string, (index: number) => Substream> = {
  seed: index => createSubstream(index, 0, 'service', 0),
  replication: index => createSubstream(1, index, 'service', 0),
  entity: index => createSubstream(1, 0, 'service', index),
  process: index => createSubstream(1, 0, `service-${index}`, 0),
};

check('substream', {
  'is xoshiro128** on a state of eight quarter rounds, bit for bit': () => {
    const quadruples: [number, number, number, number][] = [
      [0, 0, 0, 0],
      [1, 2, 3, 4],
      [4294967295, 0, 2147483648, 77],
    ];
    for (const labels of quadruples) {
      const stream = new Substream(...labels);
      assert.equal(Array.from(draws(50, () => stream.uniform())), expectedUniforms(labels, 50));
    }
  },
  'gives the same numbers on every machine and in every release': () => {
    const stream = createSubstream(42, 7, 'service', 3);
    assert.equal(
      [stream.uniform(), stream.normal(), stream.exponential(), stream.integer(1000)],
      [0.23944923453047273, 1.492212027857043, 0.32287404309511153, 229],
    );
  },
  'depends on each of the four labels': () => {
    const first = (...labels: Parameters<typeof createSubstream>): number => createSubstream(...labels).uniform();
    const values = [
      first(1, 2, 'a', 3),
      first(2, 1, 'a', 3),
      first(1, 3, 'a', 2),
      first(1, 2, 'b', 3),
      first(3, 2, 'a', 1),
    ];
    assert.is(new Set(values).size, values.length);
  },
  'refuses labels that would silently wrap': () => {
    for (const label of [-1, 0.5, 2 ** 32, Number.NaN]) {
      assert.throws(() => createSubstream(label, 0, 'a', 0), /0..2\^32-1/);
      assert.throws(() => createSubstream(0, label, 'a', 0), /0..2\^32-1/);
      assert.throws(() => createSubstream(0, 0, 'a', label), /0..2\^32-1/);
    }
  },
  'is uniform: chi-square over 1,000 cells within 4 deviations': () => {
    const stream = createSubstream(0, 0, 'uniformity', 0);
    near(
      chiSquareScore(
        draws(200_000, () => stream.uniform()),
        1000,
      ),
      0,
      4,
    );
  },
  'has no serial correlation at lags 1 to 5': () => {
    const stream = createSubstream(1, 0, 'serial', 0);
    const values = draws(200_000, () => stream.uniform());
    for (let lag = 1; lag <= 5; lag += 1) {
      near(correlation(values.subarray(lag), values.subarray(0, values.length - lag)), 0, 4 / Math.sqrt(values.length));
    }
  },
  'neighbours along any label are uniform and uncorrelated from the first draw on': () => {
    for (const [label, at] of Object.entries(alongEachLabel)) {
      for (const skipCount of [0, 1]) {
        const values = drawsOfNeighbours(at, skipCount);
        near(chiSquareScore(values, 100), 0, 4);
        near(correlation(values.subarray(1), values.subarray(0, -1)), 0, 0.04);
        assert.is(new Set(values).size, values.length, `draws along ${label} repeat`);
      }
    }
    for (const [one, other] of [
      ['seed', 'replication'],
      ['seed', 'entity'],
      ['replication', 'entity'],
    ] as const) {
      near(
        correlation(drawsOfNeighbours(alongEachLabel[one]!, 0), drawsOfNeighbours(alongEachLabel[other]!, 0)),
        0,
        0.04,
      );
    }
  },
  'exponential has mean, variance, third moment and CDF of the exponential': () => {
    const stream = createSubstream(2, 0, 'exponential', 0);
    const values = draws(1_000_000, () => stream.exponential());
    const moment = (power: number) => values.reduce((sum, value) => sum + value ** power, 0) / values.length;
    near(moment(1), 1, 0.004);
    near(moment(2), 2, 0.018);
    near(moment(3), 6, 0.11);
    // F(x) is uniform when x follows F; the tail beyond the ziggurat's base (7.697) must be there too.
    near(
      chiSquareScore(
        values.map(value => 1 - Math.exp(-value)),
        1000,
      ),
      0,
      4,
    );
    near(values.filter(value => value > 7.69711747013105).length / values.length, Math.exp(-7.69711747013105), 9e-5);
  },
  'normal consumes one uniform, so paired streams stay aligned': () => {
    const stream = createSubstream(3, 0, 'aligned', 0);
    const twin = createSubstream(3, 0, 'aligned', 0);
    for (let i = 0; i < 100; i += 1) {
      stream.normal();
      twin.uniform();
    }
    assert.is(stream.uniform(), twin.uniform());
  },
  'integer reaches every value below its bound and no other': () => {
    const stream = createSubstream(4, 0, 'integer', 0);
    const counts = new Float64Array(7);
    for (let i = 0; i < 70_000; i += 1) counts[stream.integer(7)]! += 1;
    for (const count of counts) near(count, 10_000, 400);
    assert.is(stream.integer(1), 0);
  },
  'a branch moves its parent by one uniform and is unlike it': () => {
    const parent = createSubstream(5, 0, 'branch', 0);
    const twin = createSubstream(5, 0, 'branch', 0);
    const branch = parent.branch();
    twin.uniform();
    const [x, y] = [draws(20_000, () => parent.uniform()), draws(20_000, () => branch.uniform())];
    assert.is(x[0], twin.uniform());
    near(correlation(x, y), 0, 0.03);
  },
});
