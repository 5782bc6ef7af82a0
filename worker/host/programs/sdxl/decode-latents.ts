/** From latents to an image, by the decoder of SDXL's autoencoder. */
import { LATENT_CHANNEL_COUNT } from '../../../diffusion/latent-preview.ts';
import { type RgbImage, rgbImage } from '../../../diffusion/rgb-image.ts';
import { createMosaic, cutTile, type Size, type Tile, tilesOf } from '../../../diffusion/tiles.ts';
import { floatsOf, inputOf } from '../../model-tensors.ts';
import { LATENT_PIXELS } from './denoise.ts';
import type { RunnableModels } from './runnable-models.ts';

/** Latents of SDXL are kept so that they vary by about 1 (vae/config.json: scaling_factor [H]). */
const SCALING_FACTOR = 0.13025;
/** Of neighbouring tiles, in latents: 128 pixels. */
const OVERLAP_MIN = 16;

/**
 * @param tileSide in latents: what is larger is decoded in tiles of it; more than 16
 * @throws HostError
 */
export async function decodeLatents(
  models: RunnableModels,
  decoder: string,
  latents: Float32Array,
  size: Size,
  tileSide: number,
): Promise<RgbImage> {
  const scaled = latents.map(value => value / SCALING_FACTOR);
  const whole = { width: size.width * LATENT_PIXELS, height: size.height * LATENT_PIXELS };
  const tiles = tilesOf(size, tileSide, OVERLAP_MIN);
  if (tiles.length === 1) return rgbImage(await decode(models, decoder, scaled, size), whole.width, whole.height);

  const mosaic = createMosaic(whole, 3);
  for (const tile of tiles) {
    const planes = await decode(models, decoder, cutTile(scaled, size, tile), tile);
    mosaic.add(planes, inPixels(tile), OVERLAP_MIN * LATENT_PIXELS);
  }
  return rgbImage(mosaic.whole(), whole.width, whole.height);
}

/** @returns `[3, height, width]` in pixels, about -1..1 */
async function decode(
  models: RunnableModels,
  decoder: string,
  latents: Float32Array,
  { width, height }: Size,
): Promise<Float32Array> {
  const dims = [1, LATENT_CHANNEL_COUNT, height, width];
  const { sample } = await models.infer(decoder, {
    latent_sample: inputOf(models.infoOf(decoder), 'latent_sample', dims, latents),
  });
  return floatsOf(sample!);
}

const inPixels = ({ left, top, width, height }: Tile): Tile => ({
  left: left * LATENT_PIXELS,
  top: top * LATENT_PIXELS,
  width: width * LATENT_PIXELS,
  height: height * LATENT_PIXELS,
});
