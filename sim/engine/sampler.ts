/**
 * Sampling from a distribution. Invariant: a draw consumes exactly one uniform of its stream (a constant: none), and
 * where the inverse CDF is known it rises with that uniform; so two plans on common random numbers stay aligned, and
 * a longer service time in the one is a longer one in the other.
 */
import { assertNever } from '../../hub/assert-never.ts';
import type { Distribution } from '../../hub/distribution.ts';
import { createGammaSampler } from './gamma-sampler.ts';
import type { Substream } from './substream.ts';

/** Draws one variate, in the distribution's own unit. */
export type Sampler = (stream: Substream) => number;

/**
 * The sampler of a distribution; its mean is `meanOf` of it. Build it once per process, not once per draw: constants
 * are worked out here.
 *
 * @example
 * const sampleSeconds = createSampler({ kind: 'lognormal', mean: 25, cv: 0.5 });
 * sampleSeconds(createSubstream(1, 0, 'service', 0));
 */
export function createSampler(distribution: Distribution): Sampler {
  switch (distribution.kind) {
    case 'constant': {
      const { value } = distribution;
      return () => value;
    }
    case 'exponential': {
      const { mean } = distribution;
      // 1 - u is as uniform as u, and makes the variate rise with u as all others here do.
      return stream => -mean * Math.log(1 - stream.uniform());
    }
    case 'lognormal': {
      // mean = exp(mu + sigma^2 / 2) and cv^2 = exp(sigma^2) - 1, solved for mu and sigma.
      const variance = Math.log1p(distribution.cv * distribution.cv);
      const location = Math.log(distribution.mean) - variance / 2;
      const scale = Math.sqrt(variance);
      return stream => Math.exp(location + scale * stream.normal());
    }
    case 'gamma':
      return createGammaSampler(distribution.mean, distribution.cv);
    case 'uniform': {
      const { low, high } = distribution;
      return stream => low + (high - low) * stream.uniform();
    }
    case 'triangular':
      return createTriangularSampler(distribution.low, distribution.mode, distribution.high);
    case 'quantiles':
      return createQuantileSampler(distribution.table);
    default:
      return assertNever(distribution);
  }
}

/** Two half parabolas of the CDF, inverted; a triangle without width gives its only value. */
function createTriangularSampler(low: number, mode: number, high: number): Sampler {
  const width = high - low;
  const risingShare = width === 0 ? 0 : (mode - low) / width;
  return stream => {
    const u = stream.uniform();
    return u < risingShare
      ? low + Math.sqrt(u * width * (mode - low))
      : high - Math.sqrt((1 - u) * width * (high - mode));
  };
}

/** The table is the inverse CDF itself, linear between its rows: find the row by halving, then interpolate. */
function createQuantileSampler(table: readonly (readonly [number, number])[]): Sampler {
  const probabilities = Float64Array.from(table, row => row[0]);
  const values = Float64Array.from(table, row => row[1]);
  return stream => {
    const u = stream.uniform();
    let below = 0;
    let above = probabilities.length - 1;
    while (above - below > 1) {
      const middle = (below + above) >> 1;
      if (probabilities[middle]! <= u) below = middle;
      else above = middle;
    }
    const share = (u - probabilities[below]!) / (probabilities[above]! - probabilities[below]!);
    return values[below]! + share * (values[above]! - values[below]!);
  };
}
