import * as assert from 'uvu/assert';
import schedules from '../../test/diffusers/schedules.json' with { type: 'json' };
import { check, near } from '../../test/kit/check.ts';
import { noiseSchedule, type Spacing } from './noise-schedule.ts';

check('a noise schedule', {
  'is that of diffusers': () => {
    for (const { spacing, stepCount, ...expected } of schedules.schedules) {
      const made = noiseSchedule(stepCount, spacing as Spacing);
      assert.equal(made.timesteps, expected.timesteps, `${spacing} ${stepCount}`);
      assert.is(made.sigmas.length, expected.sigmas.length);
      // One step of 32 bits, whose roots are not rounded alike everywhere.
      for (const [i, sigma] of expected.sigmas.entries()) near(made.sigmas[i]!, sigma, 1.3e-7 * sigma);
      near(made.initialSigma, expected.initialSigma, 2e-6);
    }
  },
  'falls, from time to time and from noise to none': () => {
    for (const spacing of ['leading', 'trailing'] as const) {
      for (const stepCount of [1, 2, 3, 30, 333, 999]) {
        const { timesteps, sigmas } = noiseSchedule(stepCount, spacing);
        assert.is(timesteps.length, stepCount);
        assert.ok(
          sigmas.every((sigma, i) => i === 0 || sigma < sigmas[i - 1]!),
          `${spacing} ${stepCount}`,
        );
        assert.is(sigmas.at(-1), 0);
      }
    }
  },
  'refuses a number of steps that it has no levels for': () => {
    for (const stepCount of [0, -1, 1.5, 1000, Number.NaN]) {
      assert.throws(() => noiseSchedule(stepCount, 'leading'), /1\.\.999 steps/);
    }
  },
});
