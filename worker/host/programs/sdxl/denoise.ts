/** From noise to the latents of an image, by a UNet of SDXL. */
import { gaussianNoise } from '../../../diffusion/gaussian-noise.ts';
import { LATENT_CHANNEL_COUNT } from '../../../diffusion/latent-preview.ts';
import { noiseSchedule, type Spacing } from '../../../diffusion/noise-schedule.ts';
import {
  denoised,
  guided,
  type Latents,
  SAMPLERS,
  type SamplerName,
  scaledForUnet,
} from '../../../diffusion/samplers.ts';
import type { Size } from '../../../diffusion/tiles.ts';
import { floatsOf, inputOf } from '../../model-tensors.ts';
import type { Conditioning } from './conditioning.ts';
import type { RunnableModels } from './runnable-models.ts';

/** A latent stands for 8 x 8 pixels (SDXL, vae/config.json: four levels, three of which halve [H]). */
export const LATENT_PIXELS = 8;

export type DenoiseOptions = {
  readonly unet: string;
  /** Of the latents. */
  readonly size: Size;
  readonly seed: number;
  readonly sampler: SamplerName;
  readonly spacing: Spacing;
  readonly stepCount: number;
  readonly prompt: Conditioning;
  /** Absent: the UNet is asked once a step, with the prompt only, as those that are distilled were taught. */
  readonly guidance?: { readonly scale: number; readonly away: Conditioning } | undefined;
};

export type DenoisedStep = {
  /** `[4, height, width]`, after the step. */
  readonly latents: Latents;
  /** The image that the UNet saw behind the noise, likewise. */
  readonly guess: Latents;
};

/**
 * One step after the other; the last one's latents are the image's. Guidance asks the UNet twice with one image, not once with
 * two: the same shape serves all tiers, at half the work memory.
 *
 * @throws HostError
 */
export async function* denoise(models: RunnableModels, options: DenoiseOptions): AsyncGenerator<DenoisedStep> {
  const { size, seed, prompt, guidance } = options;
  const { timesteps, sigmas, initialSigma } = noiseSchedule(options.stepCount, options.spacing);
  const count = LATENT_CHANNEL_COUNT * size.width * size.height;
  let latents = gaussianNoise(seed, 0, count).map(value => value * initialSigma);

  for (const [i, timestep] of timesteps.entries()) {
    const [sigma, nextSigma] = [sigmas[i]!, sigmas[i + 1]!];
    const seen = scaledForUnet(latents, sigma);
    const withPrompt = await askUnet(models, options, seen, timestep, prompt);
    const noisePrediction =
      guidance === undefined
        ? withPrompt
        : guided(await askUnet(models, options, seen, timestep, guidance.away), withPrompt, guidance.scale);
    const guess = denoised(latents, noisePrediction, sigma);
    const drawNoise = () => gaussianNoise(seed, i + 1, count);
    latents = SAMPLERS[options.sampler]({ latents, noisePrediction, sigma, nextSigma, drawNoise });
    yield { latents, guess };
  }
}

/** @returns what it says is noise, of the latents' shape */
async function askUnet(
  models: RunnableModels,
  { unet, size: { width, height } }: DenoiseOptions,
  seen: Latents,
  timestep: number,
  { words, wordDims, pooled }: Conditioning,
): Promise<Float32Array> {
  const info = models.infoOf(unet);
  // A scalar, or an array of one.
  const timestepDims = (info.inputs.find(({ name }) => name === 'timestep')?.dims ?? []).map(() => 1);
  // As large as it is to be, and nothing of it cut off: SDXL knows sizes and cuts of the images that it was taught with.
  const [imageHeight, imageWidth] = [LATENT_PIXELS * height, LATENT_PIXELS * width];
  const timeIds = [imageHeight, imageWidth, 0, 0, imageHeight, imageWidth];
  const { out_sample } = await models.infer(unet, {
    sample: inputOf(info, 'sample', [1, LATENT_CHANNEL_COUNT, height, width], seen),
    timestep: inputOf(info, 'timestep', timestepDims, [timestep]),
    encoder_hidden_states: inputOf(info, 'encoder_hidden_states', wordDims, words),
    text_embeds: inputOf(info, 'text_embeds', [1, pooled.length], pooled),
    time_ids: inputOf(info, 'time_ids', [1, timeIds.length], timeIds),
  });
  return floatsOf(out_sample!);
}
