import type { Count } from '../../../hub/units.ts';

/**
 * Thins samples without losing a peak: of every `ceil(n / countMax)` neighbours the one with the most stays, and the first
 * and the last of all. Each is a true sample at its own time, so that numbers in a row still belong together.
 *
 * @param weights [sample]
 * @returns rising indexes, at most `countMax` + 2
 * @example busiestSamples([1, 5, 2, 0, 0, 3], 3)   // [0, 1, 2, 5]
 */
export function busiestSamples(weights: readonly number[], countMax: Count): readonly number[] {
  const width = Math.ceil(weights.length / countMax);
  const kept = new Set(weights.length === 0 ? [] : [0, weights.length - 1]);
  for (let begin = 0; begin < weights.length; begin += width) {
    let busiest = begin;
    for (let index = begin + 1; index < Math.min(begin + width, weights.length); index += 1) {
      if (weights[index]! > weights[busiest]!) busiest = index;
    }
    kept.add(busiest);
  }
  return [...kept].sort((a, b) => a - b);
}
