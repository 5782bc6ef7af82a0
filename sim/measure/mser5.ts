/**
 * MSER-5: how much of a long run to throw away because the system had not filled yet. It protects one invariant: a run
 * that never settled is reported as such, and is not cut at whatever point looks best.
 *
 * K. P. White, "An effective truncation heuristic for bias reduction in simulation output", Simulation 69(6), 1997;
 * K. P. White, M. J. Cobb and S. C. Spratt, "A comparison of five steady-state truncation heuristics for simulation",
 * Winter Simulation Conference 2000. Batches of five, the minimum over the first half, and the refusal otherwise are
 * theirs. Leaving out the last five batches, where a handful of alike values always looks perfect, is from
 * K. Hoad, S. Robinson and R. Davies, "Automating warm-up length estimation", JORS 61(9), 2010.
 */

const BATCH_SIZE = 5;
/** The statistic is not read where fewer batches than this remain (Hoad, Robinson and Davies 2010). */
const BATCHES_LEFT_MIN = 5;
/** Below two halves of five batches there is no first half to speak of: the answer is null. */
const BATCHES_MIN = 2 * BATCHES_LEFT_MIN;

/**
 * How many leading values belong to the warm-up period: a multiple of 5, at most half of the run. O(n).
 *
 * For each cut d the marginal standard error is the sum of squared deviations of the batch means after d, over the
 * square of how many remain: cutting more removes bias and costs data, and the minimum weighs the two.
 *
 * @param values one long run in time order (the wait of each job, or a level sampled at equal intervals)
 * @returns null when no steady state was seen: the minimum lies in the second half, or there are fewer than 50 values.
 * @throws Error (a defect) when a value is not finite.
 * @example mser5TruncationCount(Float64Array.of(9, 9, 9, 9, 9, ...hundredOnes)) // 5
 */
export function mser5TruncationCount(values: Float64Array): number | null {
  const batchCount = Math.floor(values.length / BATCH_SIZE);
  if (batchCount < BATCHES_MIN) return null;

  // From the end to the start, so that mean and squared deviations of "all batches from here on" grow one at a time
  // (Welford's update: no cancellation, exactly 0 for constant data). Ties go to the smaller cut.
  let mean = 0;
  let squaredDeviations = 0;
  let best = Infinity;
  let bestBatch = 0;
  for (let batch = batchCount - 1; batch >= 0; batch -= 1) {
    const left = batchCount - batch;
    const value = batchMean(values, batch);
    const step = value - mean;
    mean += step / left;
    squaredDeviations += step * (value - mean);
    const marginalError = squaredDeviations / (left * left);
    if (left >= BATCHES_LEFT_MIN && marginalError <= best) {
      best = marginalError;
      bestBatch = batch;
    }
  }
  if (!Number.isFinite(mean)) throw new Error('a series must be finite: some value is NaN or infinite');
  return bestBatch <= batchCount / 2 ? bestBatch * BATCH_SIZE : null;
}

function batchMean(values: Float64Array, batch: number): number {
  let sum = 0;
  for (let i = batch * BATCH_SIZE; i < (batch + 1) * BATCH_SIZE; i += 1) sum += values[i]!;
  return sum / BATCH_SIZE;
}
