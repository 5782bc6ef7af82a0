/**
 * Gamma variates. Invariant: the stream it is given moves on by exactly one uniform, although the rejection needs a
 * varying number: that uniform starts a branch, and the rejection draws from the branch. Source: G. Marsaglia and W.
 * W. Tsang, "A Simple Method for Generating Gamma Variables", ACM TOMS 26(3), 2000.
 */
import type { Substream } from './substream.ts';

/**
 * `mean` > 0 in the variate's unit, `cv` > 0 the standard deviation over the mean: shape 1 / cv^2, scale mean x cv^2.
 * Two samplers of the same cv give proportional variates on the same stream; with different cv only the stream stays
 * aligned, not the variate. Of 100 draws 95 or more need one trial.
 */
export function createGammaSampler(mean: number, cv: number): (stream: Substream) => number {
  const shape = 1 / (cv * cv);
  const scale = mean / shape;
  // The method wants a shape of 1 or more; a smaller one is a larger one times u^(1 / shape).
  const isBoosted = shape < 1;
  const d = (isBoosted ? shape + 1 : shape) - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  return stream => {
    const branch = stream.branch();
    const boost = isBoosted ? Math.exp(Math.log(branch.uniform()) / shape) : 1;
    return scale * boost * drawStandard(branch, d, c);
  };
}

function drawStandard(branch: Substream, d: number, c: number): number {
  for (;;) {
    const normal = branch.normal();
    const root = 1 + c * normal;
    if (root <= 0) continue;
    const cube = root * root * root;
    if (Math.log(branch.uniform()) < 0.5 * normal * normal + d - d * cube + d * Math.log(cube)) return d * cube;
  }
}
