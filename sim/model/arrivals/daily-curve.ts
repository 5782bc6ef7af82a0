/**
 * The day as a cosine: rate(t) = mean x (1 + swing x cos(2 pi (hour - peak) / 24)). Sizes are in turns of the day's
 * clock, radians, so that the formulas stay those of a textbook.
 */
import { type Ratio, SECONDS_PER_DAY, SECONDS_PER_HOUR, type Seconds } from '../../../hub/units.ts';

const RADIANS_PER_SECOND = (2 * Math.PI) / SECONDS_PER_DAY;
/** 1e-12 of a radian is 14 nanoseconds of a day. */
const TOLERANCE_RADIANS = 1e-12;
/** Newton needs about four steps and halving about fifty; more means a defect. */
const STEP_COUNT_MAX = 200;

/** The curve of one region, as an angle: 0 at the peak. */
export type DailyCurve = { readonly swingRatio: Ratio; readonly startRadians: number };

/** `startUtcSeconds`: second of the week or day at which the run starts, UTC. */
export function dailyCurve(options: {
  readonly swingRatio: Ratio;
  readonly peakLocalHour: number;
  readonly utcOffsetHours: number;
  readonly startUtcSeconds: Seconds;
}): DailyCurve {
  const localSeconds = options.startUtcSeconds + options.utcOffsetHours * SECONDS_PER_HOUR;
  const sincePeakSeconds = localSeconds - options.peakLocalHour * SECONDS_PER_HOUR;
  return { swingRatio: options.swingRatio, startRadians: sincePeakSeconds * RADIANS_PER_SECOND };
}

/** The rate at `seconds` from the start, as a multiple of the daily mean: 1 - swing to 1 + swing. */
export function dailyFactor(curve: DailyCurve, seconds: Seconds): number {
  return 1 + curve.swingRatio * Math.cos(curve.startRadians + seconds * RADIANS_PER_SECOND);
}

/** The mean number of seconds at mean rate that `seconds` from the start amount to: the integral of dailyFactor. */
export function dailyIntegral(curve: DailyCurve, seconds: Seconds): Seconds {
  const angle = seconds * RADIANS_PER_SECOND;
  const wave = Math.sin(curve.startRadians + angle) - Math.sin(curve.startRadians);
  return (angle + curve.swingRatio * wave) / RADIANS_PER_SECOND;
}

/**
 * The time at which dailyIntegral reaches `integralSeconds`, not before `lowSeconds`. Newton's steps, kept inside a bracket
 * that halving takes over where the rate is nearly 0 (a swing of 1 stops the traffic once a day).
 */
export function invertDailyIntegral(curve: DailyCurve, integralSeconds: Seconds, lowSeconds: Seconds): Seconds {
  const { swingRatio, startRadians } = curve;
  const target = integralSeconds * RADIANS_PER_SECOND + swingRatio * Math.sin(startRadians);
  let low = Math.max(lowSeconds * RADIANS_PER_SECOND, target - swingRatio);
  let high = Math.max(low, target + swingRatio);
  let angle = low;
  for (let step = 0; step < STEP_COUNT_MAX; step += 1) {
    const excess = angle + swingRatio * Math.sin(startRadians + angle) - target;
    if (excess > 0) high = angle;
    else low = angle;
    const newton = angle - excess / (1 + swingRatio * Math.cos(startRadians + angle));
    const next = newton >= low && newton <= high ? newton : (low + high) / 2;
    if (Math.abs(next - angle) <= TOLERANCE_RADIANS || high - low <= TOLERANCE_RADIANS) {
      return Math.max(lowSeconds, next / RADIANS_PER_SECOND);
    }
    angle = next;
  }
  throw new Error(`daily curve: no convergence at ${integralSeconds} s (swing ${swingRatio}, start ${startRadians})`);
}
