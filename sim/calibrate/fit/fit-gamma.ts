import { type Fit, rounded } from './fit.ts';
import { digamma, gammaProbability, logGamma, trigamma } from './gamma-function.ts';

/** Newton's error is squared each step from a start within 1.5 % (Minka 2002): a handful of steps. */
const STEP_COUNT_MAX = 50;
const PRECISION_RATIO = 1e-12;
const HALVING_COUNT = 60;

/**
 * The gamma distribution of greatest likelihood: its mean is the sample's, and its shape solves
 * log(shape) - digamma(shape) = log(mean) - mean(log).
 *
 * @param values two or more; undefined when one is not above 0 or all are equal, where there is no such gamma
 */
export function fitGamma(values: ArrayLike<number>): Fit | undefined {
  let sum = 0;
  let logSum = 0;
  for (let i = 0; i < values.length; i += 1) {
    if (!(values[i]! > 0)) return undefined;
    sum += values[i]!;
    logSum += Math.log(values[i]!);
  }
  const mean = sum / values.length;
  const gap = Math.log(mean) - logSum / values.length;
  // Equal values leave a gap of nothing but rounding.
  if (!(gap > 1e-12)) return undefined;
  const shape = solveShape(gap);
  const scale = mean / shape;
  const constant = -logGamma(shape) - shape * Math.log(scale);
  const probabilityOf = (value: number) => gammaProbability(shape, value / scale);
  return {
    kind: 'gamma',
    distribution: { kind: 'gamma', mean: rounded(mean), cv: rounded(1 / Math.sqrt(shape)) },
    probabilityOf,
    quantileOf: probability => invert(probabilityOf, probability, mean),
    logDensityOf: value => constant + (shape - 1) * Math.log(value) - value / scale,
  };
}

function solveShape(gap: number): number {
  let shape = (3 - gap + Math.sqrt((gap - 3) ** 2 + 24 * gap)) / (12 * gap);
  for (let step = 0; step < STEP_COUNT_MAX; step += 1) {
    const change = (Math.log(shape) - digamma(shape) - gap) / (1 / shape - trigamma(shape));
    // The function falls, so a step too far would leave the positive numbers: half of the way there instead.
    const next = change < shape ? shape - change : shape / 2;
    if (Math.abs(next - shape) <= PRECISION_RATIO * shape) return next;
    shape = next;
  }
  return shape;
}

/** Doubles until the place is bracketed, then halves. */
function invert(probabilityOf: (value: number) => number, probability: number, start: number): number {
  let low = 0;
  let high = start;
  while (probabilityOf(high) < probability) {
    low = high;
    high *= 2;
  }
  for (let step = 0; step < HALVING_COUNT; step += 1) {
    const middle = (low + high) / 2;
    if (probabilityOf(middle) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
