/**
 * How much time an image is worth. A tier goes with the UNet that stands in the folder of the models: one worker, one tier, and
 * read-tier.ts knows it by its spacing, of which no two may have the same.
 */
import type { TextToImageRequest } from '../../host/programs/text-to-image.ts';

export type Tier = Pick<TextToImageRequest, 'sampler' | 'spacing' | 'stepCount'> & {
  /** Absent: the UNet is asked once a step, without a negative prompt. */
  readonly guidanceScale?: number;
};

export const TIERS = Object.freeze({
  /** For a UNet distilled to 4 steps: SDXL-Lightning's, as its model card says to run it (ByteDance, 2024-02 [M]). */
  fast: { sampler: 'euler', spacing: 'trailing', stepCount: 4 },
  /** For that of SDXL base 1.0: its scheduler_config.json and the guidance that its pipeline in diffusers has by default [H]. */
  quality: { sampler: 'euler', spacing: 'leading', stepCount: 30, guidanceScale: 5 },
} as const satisfies Record<string, Tier>);
export type TierName = keyof typeof TIERS;
export const TIER_NAMES = Object.keys(TIERS) as readonly TierName[];
