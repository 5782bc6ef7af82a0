import * as assert from 'uvu/assert';
import schedules from '../../test/diffusers/schedules.json' with { type: 'json' };
import { check, near } from '../../test/kit/check.ts';
import { gaussianNoise } from './gaussian-noise.ts';
import { noiseSchedule, type Spacing } from './noise-schedule.ts';
import { denoised, guided, SAMPLERS, type SamplerName, scaledForUnet } from './samplers.ts';

/** As in make_schedules.py. */
const standIn = (scaled: Float32Array, timestep: number) =>
  scaled.map(value => Math.tanh(value * 0.8 + timestep / 1000 - 0.3));

/** Latents after each step. */
function latentsOf(sampler: SamplerName, spacing: Spacing, stepCount: number): Float32Array[] {
  const { seed, elementCount } = schedules;
  const { timesteps, sigmas, initialSigma } = noiseSchedule(stepCount, spacing);
  let latents = gaussianNoise(seed, 0, elementCount).map(value => value * initialSigma);
  return timesteps.map((timestep, i) => {
    const [sigma, nextSigma] = [sigmas[i]!, sigmas[i + 1]!];
    const noisePrediction = standIn(scaledForUnet(latents, sigma), timestep);
    const drawNoise = () => gaussianNoise(seed, i + 1, elementCount);
    latents = SAMPLERS[sampler]({ latents, noisePrediction, sigma, nextSigma, drawNoise });
    return latents;
  });
}

check('a sampler', {
  'takes the steps of diffusers': () => {
    for (const { sampler, spacing, stepCount, latents } of schedules.runs) {
      const made = latentsOf(sampler as SamplerName, spacing as Spacing, stepCount);
      assert.is(made.length, latents.length);
      for (const [step, expected] of latents.entries()) {
        const what = `${sampler} ${spacing} step ${step + 1} of ${stepCount}`;
        for (const [i, value] of expected.entries()) near(made[step]![i]!, value, 1e-5, what);
      }
    }
  },
  'comes to the image that the prediction shows, without noise of its own, at the last step': () => {
    const step = {
      latents: Float32Array.of(3, -2),
      noisePrediction: Float32Array.of(0.5, -1),
      sigma: 4,
      nextSigma: 0,
      drawNoise: () => assert.unreachable('no noise is wanted') as never,
    };
    const image = denoised(step.latents, step.noisePrediction, step.sigma);
    assert.equal(image, Float32Array.of(1, 2));
    assert.equal(SAMPLERS.euler(step), image);
    assert.equal(SAMPLERS['euler-ancestral'](step), image);
  },
});

check('guidance', {
  'is the prediction with the prompt at 1, and beyond it above': () => {
    const [without, withPrompt] = [Float32Array.of(1, 2), Float32Array.of(2, 0)];
    assert.equal(guided(without, withPrompt, 1), withPrompt);
    assert.equal(guided(without, withPrompt, 5), Float32Array.of(6, -8));
  },
});
