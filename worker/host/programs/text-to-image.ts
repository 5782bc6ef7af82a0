/** An image of a prompt by SDXL: prompt to tokens, tokens to conditioning, noise to latents, latents to pixels. */
import { join } from 'node:path';
import { latentPreview } from '../../diffusion/latent-preview.ts';
import type { Spacing } from '../../diffusion/noise-schedule.ts';
import { promptTokens, type Vocabulary } from '../../diffusion/prompt-tokens.ts';
import type { RgbImage } from '../../diffusion/rgb-image.ts';
import type { SamplerName } from '../../diffusion/samplers.ts';
import type { Program } from '../program.ts';
import { readClipVocabulary } from './sdxl/clip-vocabulary.ts';
import { conditioningOf, nothingSaid } from './sdxl/conditioning.ts';
import { decodeLatents } from './sdxl/decode-latents.ts';
import { denoise, LATENT_PIXELS } from './sdxl/denoise.ts';

export type TextToImageRequest = {
  /** By their names in the host. */
  readonly models: {
    readonly textEncoder: string;
    readonly textEncoder2: string;
    readonly unet: string;
    readonly vaeDecoder: string;
  };
  /** With the folders `tokenizer` and `tokenizer_2`. */
  readonly folder: string;
  readonly prompt: string;
  /** Comes after the prompt, and stays whole when that is too long. */
  readonly setting: string;
  /** Of the image, in pixels: multiples of 8 x 2^(how often the UNet halves), which is 32 for SDXL. */
  readonly width: number;
  readonly height: number;
  /** 0..2^53-1. */
  readonly seed: number;
  readonly sampler: SamplerName;
  readonly spacing: Spacing;
  readonly stepCount: number;
  /** Absent: without, as distilled UNets want it. `negativePrompt` absent: away from nothing said. */
  readonly guidance?: { readonly scale: number; readonly negativePrompt?: string | undefined } | undefined;
  /** In latents: what is larger is decoded in tiles. */
  readonly tileSide: number;
};

export type TextToImageAnswer = {
  readonly image: RgbImage;
  /** Tokens of the prompt that there was no room for. */
  readonly ignoredTokenCount: number;
};

export type TextToImageStep = {
  /** How much is done, 0..1. */
  readonly ratio: number;
  /** Once, after half the steps. Of an eighth of the image's width and height. */
  readonly preview?: RgbImage;
};

/** Decoding takes about as long as so many runs of the UNet (T4, an estimate: 1-2 s against 0.6 s [L]). */
const DECODING_STEPS = 2;
/** By folder and what it pads with: they do not change while a host lives, and are 1 MB to read. */
const vocabularies = new Map<string, Vocabulary>();

export const textToImage: Program<TextToImageRequest, TextToImageAnswer, TextToImageStep> = async (
  request,
  context,
) => {
  const { models, prompt, setting, seed, sampler, spacing, stepCount, guidance } = request;
  const size = { width: request.width / LATENT_PIXELS, height: request.height / LATENT_PIXELS };
  const [first, second] = [vocabulary(request.folder, 'tokenizer'), vocabulary(request.folder, 'tokenizer_2')];

  // 1. What is asked for, and what not.
  const encoders = { first: models.textEncoder, second: models.textEncoder2 };
  const understand = (text: string, kept: string) => {
    const tokens = [first, second].map(one => promptTokens(text, kept, one));
    const ids = { first: tokens[0]!.ids, second: tokens[1]!.ids };
    return { ignoredTokenCount: tokens[0]!.ignoredCount, conditioning: conditioningOf(context, encoders, ids) };
  };
  const { ignoredTokenCount, conditioning } = understand(prompt, setting);
  const wanted = await conditioning;
  const away =
    guidance?.negativePrompt === undefined
      ? nothingSaid(wanted)
      : await understand(guidance.negativePrompt, '').conditioning;

  // 2. Step by step out of the noise.
  let [latents, step] = [new Float32Array(), 0];
  for await (const made of denoise(context, {
    unet: models.unet,
    size,
    seed,
    sampler,
    spacing,
    stepCount,
    prompt: wanted,
    guidance: guidance && { scale: guidance.scale, away },
  })) {
    latents = made.latents;
    step += 1;
    const isHalf = step === Math.ceil(stepCount / 2);
    context.tell({
      ratio: step / (stepCount + DECODING_STEPS),
      ...(isHalf ? { preview: latentPreview(made.guess, size.width, size.height) } : {}),
    });
  }

  // 3. Pixels.
  return { image: await decodeLatents(context, models.vaeDecoder, latents, size, request.tileSide), ignoredTokenCount };
};

/** What each is filled up with: tokenizer_config.json of SDXL base 1.0, pad_token [H]. */
const PADS = Object.freeze({ tokenizer: '<|endoftext|>', tokenizer_2: '!' });

function vocabulary(folder: string, name: keyof typeof PADS): Vocabulary {
  const path = join(folder, name);
  const known = vocabularies.get(path) ?? readClipVocabulary(path, PADS[name]);
  vocabularies.set(path, known);
  return known;
}
