import * as assert from 'uvu/assert';
import { check, near } from '../../../test/kit/check.ts';
import { createSubstream } from '../../engine/substream.ts';
import { mmppMeanPerSecond } from '../../scenario/arrival-span.ts';
import { createMmpp, type MmppState } from './mmpp.ts';

const BURSTY: readonly MmppState[] = [
  { ratePerHour: 60, meanSojournSeconds: 900 },
  { ratePerHour: 1200, meanSojournSeconds: 100 },
];

/** Arrivals in consecutive windows. */
function countsOf(states: readonly MmppState[], windowSeconds: number, windowCount: number, replication = 0): number[] {
  const untilSeconds = windowSeconds * windowCount;
  const next = createMmpp({ states, untilSeconds }, purpose => createSubstream(3, replication, purpose, 0));
  const counts = new Array<number>(windowCount).fill(0);
  for (let seconds = next(); seconds < Infinity; seconds = next()) counts[Math.floor(seconds / windowSeconds)]! += 1;
  return counts;
}

function meanAndDispersion(counts: readonly number[]): [mean: number, dispersion: number] {
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const variance = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / (counts.length - 1);
  return [mean, variance / mean];
}

/**
 * Variance / mean of the count in a window of t, for two states (Fischer and Meier-Hellstern 1993, equation 18 and around):
 * 1 + 2 a b (r1 - r2)^2 / ((a + b)^2 (r1 b + r2 a)) x (1 - (1 - e^-(a+b)t) / ((a + b) t)), a and b the rates of leaving.
 */
function dispersionOf([first, second]: readonly MmppState[], windowSeconds: number): number {
  const [a, b] = [1 / first!.meanSojournSeconds, 1 / second!.meanSojournSeconds];
  const [r1, r2] = [first!.ratePerHour / 3600, second!.ratePerHour / 3600];
  const turns = (a + b) * windowSeconds;
  const limit = (2 * a * b * (r1 - r2) ** 2) / ((a + b) ** 2 * (r1 * b + r2 * a));
  return 1 + limit * (1 - (1 - Math.exp(-turns)) / turns);
}

check('createMmpp', {
  'has the long-run rate: each state counts by its stay': () => {
    near(mmppMeanPerSecond(BURSTY), (60 * 0.9 + 1200 * 0.1) / 3600, 1e-12);
    const [mean] = meanAndDispersion(countsOf(BURSTY, 600, 40_000));
    near(mean, 600 * mmppMeanPerSecond(BURSTY), 0.8);
  },
  'keeps that rate when the states change many times between two arrivals': () => {
    const flicker = [
      { ratePerHour: 3600, meanSojournSeconds: 0.05 },
      { ratePerHour: 1200, meanSojournSeconds: 0.15 },
    ];
    const [mean, dispersion] = meanAndDispersion(countsOf(flicker, 10, 4000));
    // Half an arrival per second; so quick a change averages out to a Poisson process.
    near(mean, 5, 0.15);
    near(dispersion, dispersionOf(flicker, 10), 0.09);
  },
  'has the dispersion of the closed form, far above 1': () => {
    for (const windowSeconds of [60, 600]) {
      const expected = dispersionOf(BURSTY, windowSeconds);
      const [, dispersion] = meanAndDispersion(countsOf(BURSTY, windowSeconds, 40_000));
      assert.ok(expected > 3, `the case must be bursty (saw ${expected})`);
      near(dispersion, expected, 0.06 * expected);
    }
  },
  'is a Poisson process when its states are alike': () => {
    const alike = BURSTY.map(state => ({ ...state, ratePerHour: 360 }));
    const [mean, dispersion] = meanAndDispersion(countsOf(alike, 100, 20_000));
    near(mean, 10, 0.1);
    near(dispersion, 1, 0.04);
  },
  'starts in its long-run mix': () => {
    const runCount = 20_000;
    let sum = 0;
    for (let run = 0; run < runCount; run += 1) sum += countsOf(BURSTY, 60, 1, run)[0]!;
    near(sum / runCount, 60 * mmppMeanPerSecond(BURSTY), 0.2);
  },
  'sends nothing in a silent state': () => {
    const states = [
      { ratePerHour: 0, meanSojournSeconds: 1000 },
      { ratePerHour: 3600, meanSojournSeconds: 1000 },
    ];
    const counts = countsOf(states, 100, 2000);
    const silentShare = counts.filter(count => count === 0).length / counts.length;
    // A window of 100 s is silent when it starts and stays silent: 0.5 x e^-0.1 = 0.452.
    near(silentShare, 0.452, 0.06);
  },
});
