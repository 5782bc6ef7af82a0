/**
 * At which times of the diffusion, and so at which levels of noise, a UNet is asked. SDXL was trained on 1,000 levels, whose
 * variances (betas) lie evenly between two ends by their roots ("scaled_linear").
 *
 * Source: Stable Diffusion XL base 1.0, scheduler_config.json, and EulerDiscreteScheduler of diffusers 0.36 [H];
 * noise-schedule.test.ts compares with what diffusers gives.
 */

const LEVEL_COUNT = 1000;
const BETA_FIRST = 0.00085;
const BETA_LAST = 0.012;
/** `steps_offset` of leading schedules. */
const LEADING_OFFSET = 1;

/**
 * `leading` counts up from the least noise and does not reach the most; `trailing` counts down from the most, as distilled
 * models were taught.
 */
export type Spacing = 'leading' | 'trailing';

export type NoiseSchedule = {
  /** Of each step, as the UNet is told them: 0..1000, falling. */
  readonly timesteps: readonly number[];
  /** Noise before each step, as a deviation beside images of about 1, and after the last: 0. One more than there are steps. */
  readonly sigmas: readonly number[];
  /** Deviation of what the first step begins with. */
  readonly initialSigma: number;
};

/**
 * @param stepCount 1..999
 * @throws RangeError for any other
 * @example noiseSchedule(4, 'trailing').timesteps   // [999, 749, 499, 249]
 */
export function noiseSchedule(stepCount: number, spacing: Spacing): NoiseSchedule {
  if (!Number.isInteger(stepCount) || stepCount < 1 || stepCount >= LEVEL_COUNT) {
    throw new RangeError(`a schedule has 1..${LEVEL_COUNT - 1} steps (saw ${stepCount})`);
  }
  const levels = trainedSigmas();
  const timesteps = TIMESTEPS[spacing](stepCount);
  const sigmas = [...timesteps.map(timestep => levels[timestep]!), 0];
  // What is left of the image at the most noise is part of it only where the schedule does not begin there.
  const initialSigma = spacing === 'trailing' ? sigmas[0]! : Math.hypot(sigmas[0]!, 1);
  return { timesteps, sigmas, initialSigma };
}

const TIMESTEPS: Readonly<Record<Spacing, (stepCount: number) => number[]>> = Object.freeze({
  leading: stepCount => {
    const stride = Math.floor(LEVEL_COUNT / stepCount);
    return Array.from({ length: stepCount }, (_, i) => (stepCount - 1 - i) * stride + LEADING_OFFSET);
  },
  trailing: stepCount =>
    Array.from({ length: stepCount }, (_, i) => roundHalfToEven(LEVEL_COUNT - (i * LEVEL_COUNT) / stepCount) - 1),
});

/**
 * Of each level, by its time. Rounded to 32 bits wherever torch rounds: reckoned in 64, they are off by up to 3e-6 of
 * themselves, and so by 4e-5 at the most noise, where 1e-4 is what the latents may differ.
 */
function trainedSigmas(): readonly number[] {
  const { fround } = Math;
  const [first, last] = [fround(Math.sqrt(BETA_FIRST)), fround(Math.sqrt(BETA_LAST))];
  const stride = fround(fround(last - first) / (LEVEL_COUNT - 1));
  // The product is the one thing that torch keeps in 64 bits.
  let signal = 1;
  return Array.from({ length: LEVEL_COUNT }, (_, level) => {
    // From whichever end is nearer, as torch.linspace does.
    const isLow = level < LEVEL_COUNT / 2;
    const root = fround(isLow ? first + stride * level : last - stride * (LEVEL_COUNT - 1 - level));
    signal *= fround(1 - fround(root * root));
    const left = fround(signal);
    return fround(Math.sqrt(fround(fround(1 - left) / left)));
  });
}

/** As numpy rounds: 16 trailing steps have 937.5 and 812.5 among them, which become 938 and 812. */
function roundHalfToEven(value: number): number {
  const rounded = Math.round(value);
  return rounded - value === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}
