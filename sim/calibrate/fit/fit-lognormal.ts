import { normalQuantile } from '../../engine/normal-quantile.ts';
import { type Fit, rounded } from './fit.ts';
import { normalProbability } from './gamma-function.ts';

const HALF_LOG_TWO_PI = Math.log(2 * Math.PI) / 2;

/**
 * The lognormal of greatest likelihood: mean and deviation (divisor n) of the logarithms.
 *
 * @param values two or more; undefined when one is not above 0 or all are equal, where there is no such lognormal
 * @example fitLognormal([1, Math.E ** 2])?.quantileOf(0.5)   // e: the logarithms are 0 and 2
 */
export function fitLognormal(values: ArrayLike<number>): Fit | undefined {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) {
    if (!(values[i]! > 0)) return undefined;
    sum += Math.log(values[i]!);
  }
  const location = sum / values.length;
  let squares = 0;
  for (let i = 0; i < values.length; i += 1) squares += (Math.log(values[i]!) - location) ** 2;
  const variance = squares / values.length;
  if (!(variance > 0)) return undefined;
  const scale = Math.sqrt(variance);
  return {
    kind: 'lognormal',
    distribution: {
      kind: 'lognormal',
      mean: rounded(Math.exp(location + variance / 2)),
      cv: rounded(Math.sqrt(Math.expm1(variance))),
    },
    probabilityOf: value => (value > 0 ? normalProbability((Math.log(value) - location) / scale) : 0),
    quantileOf: probability => Math.exp(location + scale * normalQuantile(probability)),
    logDensityOf: value => {
      const logarithm = Math.log(value);
      return -HALF_LOG_TWO_PI - Math.log(scale) - logarithm - ((logarithm - location) / scale) ** 2 / 2;
    },
  };
}
