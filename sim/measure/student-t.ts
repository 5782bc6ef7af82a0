/**
 * Quantiles of Student's t, the width of every interval we print. It protects one invariant: a "95 %" interval is not
 * 94.9 % because of arithmetic (relative error below 1e-10, checked against a table computed to 40 digits).
 *
 * Written here because simple-statistics 7.12.1 has no t quantile and its `probit(0.975)` is 1.95716, where the truth
 * is 1.95996; the npm package that has one brings 232 packages for this one function.
 */
import { normalQuantile } from '../engine/normal-quantile.ts';

/** Above this many degrees of freedom the four-term expansion errs by less than 1e-12: cheaper than a thousand terms. */
const EXACT_DEGREES_MAX = 1000;
/** Newton's error is squared each step: after a change of 1e-9 of the angle, what is left is below rounding. */
const NEWTON_CHANGE_RATIO_MIN = 1e-9;
/** 2 to 12 steps are taken for probabilities up to 0.999999; more would mean a defect, and must not hang a report. */
const NEWTON_STEPS_MAX = 60;

/**
 * The value that Student's t with `degreesOfFreedom` stays below with the given probability.
 *
 * Tail probabilities below 1e-6 lose digits (the CDF is subtracted from 1) and no confidence level of ours gets there.
 *
 * @param probability in (0, 1); 0.975 for a two-sided 95 % interval
 * @param degreesOfFreedom an integer >= 1, or Infinity for the normal distribution. O(degrees) up to 1000, then O(1).
 * @example studentTQuantile(0.975, 9) // 2.2621571628, so ten replications give mean +- 2.26 standard errors
 */
export function studentTQuantile(probability: number, degreesOfFreedom: number): number {
  if (!(probability > 0 && probability < 1)) throw new Error(`a probability must be in (0, 1) (saw ${probability})`);
  if (degreesOfFreedom !== Infinity && !(Number.isInteger(degreesOfFreedom) && degreesOfFreedom >= 1)) {
    throw new Error(`degrees of freedom must be an integer >= 1 or Infinity (saw ${degreesOfFreedom})`);
  }
  if (probability < 0.5) return -upperQuantile(1 - probability, degreesOfFreedom);
  return upperQuantile(probability, degreesOfFreedom);
}

function upperQuantile(probability: number, degrees: number): number {
  if (probability === 0.5) return 0;
  const normal = normalQuantile(probability);
  if (degrees === Infinity) return normal;
  if (degrees > EXACT_DEGREES_MAX) return expandFromNormal(normal, degrees);
  if (degrees === 1) return Math.tan(Math.PI * (probability - 0.5));

  // In the angle atan(t / sqrt(degrees)) the CDF is concave, and the normal quantile lies left of the root, so each
  // Newton step lands left of it again and none can overshoot. A step back is rounding: it means that we are there.
  const central = 2 * probability - 1;
  let angle = Math.atan(normal / Math.sqrt(degrees));
  for (let step = 0; step < NEWTON_STEPS_MAX; step += 1) {
    const at = centralProbability(angle, degrees);
    const change = (central - at.probability) / at.slope;
    angle += change;
    if (change <= NEWTON_CHANGE_RATIO_MIN * angle) return Math.sqrt(degrees) * Math.tan(angle);
  }
  throw new Error(`the t quantile for ${probability} and ${degrees} degrees of freedom did not converge`);
}

/**
 * P(|T| < sqrt(degrees) * tan(angle)) and its derivative by the angle: the finite sums for integer degrees, all terms
 * positive (Abramowitz & Stegun 1964, 26.7.3 odd and 26.7.4 even).
 */
function centralProbability(angle: number, degrees: number): { probability: number; slope: number } {
  const isEven = degrees % 2 === 0;
  const cosine = Math.cos(angle);
  const squared = cosine * cosine;
  let sum = isEven ? 1 : 0;
  let term = isEven ? squared / 2 : cosine;
  let slope = isEven ? cosine : 1;
  for (let k = isEven ? 2 : 1; k <= degrees - 2; k += 2) {
    sum += term;
    term *= (squared * (k + 1)) / (k + 2);
    slope *= (squared * (k + 1)) / k;
  }
  if (isEven) return { probability: Math.sin(angle) * sum, slope };
  return { probability: (2 / Math.PI) * (angle + Math.sin(angle) * sum), slope: (2 / Math.PI) * slope };
}

/** t from the normal quantile x by falling powers of the degrees of freedom (Abramowitz & Stegun 1964, 26.7.5). */
function expandFromNormal(x: number, degrees: number): number {
  const square = x * x;
  const first = (x * (square + 1)) / 4;
  const second = (x * ((5 * square + 16) * square + 3)) / 96;
  const third = (x * (((3 * square + 19) * square + 17) * square - 15)) / 384;
  const fourth = (x * ((((79 * square + 776) * square + 1482) * square - 1920) * square - 945)) / 92_160;
  return x + (first + (second + (third + fourth / degrees) / degrees) / degrees) / degrees;
}
