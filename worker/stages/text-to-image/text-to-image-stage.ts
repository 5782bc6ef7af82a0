/** text-to-image: from a prompt to a picture of its character, by SDXL. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { failureOf } from '../../../hub/job/failure.ts';
import { cleanPrompt } from '../../diffusion/prompt-tokens.ts';
import type { RgbImage } from '../../diffusion/rgb-image.ts';
import type { TextToImageRequest } from '../../host/programs/text-to-image.ts';
import type { Stage, StageMade } from '../stage.ts';
import { CHARACTER_NEGATIVE_PROMPT, CHARACTER_SETTING } from './character-prompt.ts';
import { SDXL_MODELS, SDXL_SCHEDULER, SDXL_TOKENIZERS, SIDE, SIDE_REDUCED, TILE_SIDE } from './sdxl-models.ts';
import { TIERS, type Tier, type TierName } from './tiers.ts';

const NAME = 'image.png';
const MEDIA_TYPE = 'image/png';
/** Of a preview on a person's screen; the latents have an eighth of the image's side. */
const PREVIEW_SIDE = 512;

export type TextToImageOptions = {
  /** Of the group `sdxl`, where its tokenizers are. */
  readonly folder: string;
  /** Has to be that of the UNet in the folder (read-tier.ts): what is made with the wrong one is noise, or a blur. */
  readonly tier: TierName;
  /** Of the image, in pixels; a multiple of 32. */
  readonly side?: number;
};

/** The stage for a worker whose host has loaded the group `sdxl`. */
export function createTextToImageStage({ folder, tier: tierName, side = SIDE }: TextToImageOptions) {
  const tier: Tier = TIERS[tierName];
  const negativePrompt = tier.guidanceScale === undefined ? null : CHARACTER_NEGATIVE_PROMPT;

  const requestOf = (prompt: string, seed: number, isReduced: boolean): TextToImageRequest => {
    const { guidanceScale, ...sampling } = tier;
    const length = isReduced ? Math.min(side, SIDE_REDUCED) : side;
    return {
      models: SDXL_MODELS,
      folder,
      prompt,
      setting: CHARACTER_SETTING,
      width: length,
      height: length,
      seed,
      ...sampling,
      guidance:
        guidanceScale === undefined ? undefined : { scale: guidanceScale, negativePrompt: negativePrompt ?? undefined },
      tileSide: isReduced ? TILE_SIDE / 2 : TILE_SIDE,
    };
  };

  return {
    name: 'text-to-image',
    version: 'sdxl-1',
    inputs: ['prompt', 'seed'],
    outputs: [NAME],
    models: [...Object.values(SDXL_MODELS), ...SDXL_TOKENIZERS, SDXL_SCHEDULER],
    parameters: { tier: { ...tier }, side, tileSide: TILE_SIDE, setting: CHARACTER_SETTING, negativePrompt },
    run: async ({ prompt = '', seed = 0 }, context): Promise<StageMade> => {
      const { folder: resultFolder, host, signal, progress, preview, log, isReduced } = context;
      if (cleanPrompt(prompt) === '') return nothingAsked;
      const shown: Promise<void>[] = [];
      const { value } = await host.run('textToImage', requestOf(prompt, seed, isReduced), {
        signal,
        onStep: step => {
          progress(step.ratio);
          if (step.preview !== undefined) shown.push(enlarged(step.preview).then(png => preview(png, MEDIA_TYPE)));
        },
      });
      // The coarse one is never shown after the fine one.
      await Promise.all(shown);
      const image = await pngOf(value.image).toBuffer();
      preview(image, MEDIA_TYPE);
      const { ignoredTokenCount } = value;
      if (ignoredTokenCount > 0) log('the prompt was longer than the model reads', { ignoredTokenCount });
      const path = join(resultFolder, NAME);
      await writeFile(path, image);
      return {
        kind: 'made',
        files: [{ name: NAME, path, mediaType: MEDIA_TYPE }],
        value: { side: value.image.width, tier: tierName, ignoredTokenCount },
      };
    },
  } as const satisfies Stage;
}

const nothingAsked: StageMade = {
  kind: 'permanent',
  failure: failureOf(
    'input-refused',
    'the prompt has no character in it that can be seen; say what the figure looks like',
  ),
};

const pngOf = ({ width, height, pixels }: RgbImage) => sharp(pixels, { raw: { width, height, channels: 3 } }).png();

const enlarged = (image: RgbImage): Promise<Buffer> => pngOf(image).resize({ width: PREVIEW_SIDE }).toBuffer();
