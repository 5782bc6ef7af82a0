import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { createSubstream } from '../engine/substream.ts';
import { mser5TruncationCount } from './mser5.ts';

/** The definition, cut by cut: O(n^2). */
function naiveTruncationCount(values: Float64Array): number | null {
  const means: number[] = [];
  for (let i = 0; i + 5 <= values.length; i += 5) {
    means.push((values[i]! + values[i + 1]! + values[i + 2]! + values[i + 3]! + values[i + 4]!) / 5);
  }
  if (means.length < 10) return null;
  let best = Infinity;
  let bestCut = 0;
  for (let cut = 0; cut <= means.length - 5; cut += 1) {
    const left = means.slice(cut);
    const mean = left.reduce((sum, value) => sum + value, 0) / left.length;
    const error = left.reduce((sum, value) => sum + (value - mean) ** 2, 0) / left.length ** 2;
    if (error < best) {
      best = error;
      bestCut = cut;
    }
  }
  return bestCut <= means.length / 2 ? bestCut * 5 : null;
}

/** AR(1) with memory 0.5 around 10, plus a transient that starts `lift` too high and fades by e every `fadeCount`. */
function fadingSeries(study: number, count: number, lift: number, fadeCount: number): Float64Array {
  const stream = createSubstream(11, 0, 'fading', study);
  let noise = stream.normal();
  return Float64Array.from({ length: count }, (_, i) => {
    noise = 0.5 * noise + stream.normal();
    return 10 + noise + lift * Math.exp(-i / fadeCount);
  });
}

check('mser5TruncationCount', {
  'is the cut that the definition finds, for noise with any transient': () => {
    const transient = fc.tuple(
      fc.nat(1000),
      fc.integer({ min: 0, max: 200 }),
      fc.nat(30),
      fc.integer({ min: 1, max: 80 }),
    );
    fc.assert(
      fc.property(transient, ([study, count, lift, fadeCount]) => {
        const series = fadingSeries(study, count, lift, fadeCount);
        assert.is(mser5TruncationCount(series), naiveTruncationCount(series));
      }),
    );
  },
  'cuts exactly the five values that stand out': () => {
    const series = new Float64Array(105).fill(1);
    series.fill(9, 0, 5);
    assert.is(mser5TruncationCount(series), 5);
  },
  'cuts a batch that the transient only touches': () => {
    const series = new Float64Array(105).fill(1);
    series.fill(9, 0, 7);
    assert.is(mser5TruncationCount(series), 10);
  },
  'finds a transient of size 20 that fades by e every 40 values: cut between 2 and 6 fading times': () => {
    for (let study = 0; study < 20; study += 1) {
      const cut = mser5TruncationCount(fadingSeries(study, 2000, 20, 40));
      assert.ok(cut !== null && cut >= 80 && cut <= 240, `study ${study} cut ${cut}`);
    }
  },
  'takes the bias out: the mean after the cut is ten times nearer to 10': () => {
    const meanFrom = (values: Float64Array, start: number) =>
      values.subarray(start).reduce((sum, value) => sum + value, 0) / (values.length - start);
    let whole = 0;
    let afterCut = 0;
    for (let study = 0; study < 50; study += 1) {
      const series = fadingSeries(study, 2000, 20, 40);
      whole += (meanFrom(series, 0) - 10) / 50;
      afterCut += (meanFrom(series, mser5TruncationCount(series)!) - 10) / 50;
    }
    assert.ok(whole > 0.35 && Math.abs(afterCut) < whole / 10, `bias ${whole} became ${afterCut}`);
  },
  'keeps a constant run whole': () => {
    assert.is(mser5TruncationCount(new Float64Array(500).fill(0.1)), 0);
  },
  'sees no steady state in a backlog that only grows, or that settles in the second half': () => {
    assert.is(mser5TruncationCount(Float64Array.from({ length: 1000 }, (_, i) => i)), null);
    assert.is(mser5TruncationCount(Float64Array.from({ length: 1000 }, (_, i) => Math.min(i, 700))), null);
  },
  'says nothing about fewer than 50 values': () => {
    assert.is(mser5TruncationCount(new Float64Array(49).fill(1)), null);
    assert.is(mser5TruncationCount(new Float64Array(50).fill(1)), 0);
  },
  'refuses a NaN': () => {
    assert.throws(() => mser5TruncationCount(new Float64Array(100).fill(Number.NaN)), /finite/);
  },
});
