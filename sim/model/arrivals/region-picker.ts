/** Draws a region by weight. */
import type { Substream } from '../../engine/substream.ts';

/** The index of a region; one uniform per draw. */
export type RegionPicker = (stream: Substream) => number;

/**
 * `weights[i]` >= 0 is the weight of region i; they need not sum to 1, but one must be positive. A dozen regions: walking
 * the running sums is quicker than anything cleverer.
 *
 * @example createRegionPicker([1, 3])   // region 1 three times as often as region 0
 */
export function createRegionPicker(weights: readonly number[]): RegionPicker {
  const sums = new Float64Array(weights.length);
  let total = 0;
  let last = -1;
  for (const [index, weight] of weights.entries()) {
    total += weight;
    sums[index] = total;
    if (weight > 0) last = index;
  }
  if (last === -1) throw new Error('region picker: no region has a weight above 0');
  return stream => {
    const mark = stream.uniform() * total;
    let index = 0;
    // A region of weight 0 is passed over, because its running sum is that of the one before.
    while (index < last && mark >= sums[index]!) index += 1;
    return index;
  };
}
