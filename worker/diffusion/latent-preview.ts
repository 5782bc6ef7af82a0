/** A first look at an image that is not decoded yet: one pixel for each place of the latents. */
import type { RgbImage } from './rgb-image.ts';

/** Channels of SDXL's latents: four, of 8 x 8 pixels each. */
export const LATENT_CHANNEL_COUNT = 4;

/**
 * Red, green and blue as sums of the four channels, 0..255, and what to add. Found by T. A. Vass for SDXL; in the documentation
 * of diffusers, "Pipeline callbacks", read 2026-11-28 [H].
 */
const WEIGHTS = [
  [60, -60, 25, -70],
  [60, -5, 15, -50],
  [60, 10, -5, -35],
] as const;
const BIASES = [150, 140, 130] as const;

/** @param latents `[4, height, width]`, of SDXL, with as little noise as there is */
export function latentPreview(latents: Float32Array, width: number, height: number): RgbImage {
  const area = width * height;
  const pixels = new Uint8ClampedArray(3 * area);
  for (let i = 0; i < area; i += 1) {
    for (const [color, weights] of WEIGHTS.entries()) {
      let sum: number = BIASES[color]!;
      for (const [channel, weight] of weights.entries()) sum += weight * latents[channel * area + i]!;
      pixels[3 * i + color] = sum;
    }
  }
  return { width, height, pixels };
}
