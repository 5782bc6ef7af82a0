/** The models of SDXL by their places, which are their names in the host. */
import { catalogGroup } from '../../host/catalog-group.ts';
import type { ModelGroup } from '../../host/model-group.ts';
import { LATENT_PIXELS } from '../../host/programs/sdxl/denoise.ts';
import type { ModelCatalog } from '../../models/model-catalog.ts';

export const SDXL_GROUP = 'sdxl';

export const SDXL_MODELS = Object.freeze({
  textEncoder: 'sdxl/text_encoder/model.onnx',
  textEncoder2: 'sdxl/text_encoder_2/model.onnx',
  unet: 'sdxl/unet/model.onnx',
  vaeDecoder: 'sdxl/vae_decoder/model.onnx',
});

/** Not run, but what an image is depends on them, too. */
export const SDXL_TOKENIZERS = Object.freeze(['sdxl/tokenizer/vocab.json', 'sdxl/tokenizer_2/vocab.json']);
/** Nor this, but the tier is read from it (read-tier.ts). */
export const SDXL_SCHEDULER = 'sdxl/scheduler/scheduler_config.json';

/** Of the image: what SDXL was taught with. Smaller ones come out worse; the next stage looks at 512. */
export const SIDE = 1024;
/** When memory was short before. */
export const SIDE_REDUCED = 768;
/**
 * In latents. 1,024 pixels are 128 latents: four tiles of 80 that share 32, which is 1.6 times the work at 0.4 times the
 * memory. Untiled it takes some 4 GB in 16 bits, and twice that in 32 (an estimate [L]).
 */
export const TILE_SIDE = 80;

/**
 * As a host loads them.
 *
 * @param weightsFolder that holds the folder `sdxl`
 */
export function sdxlGroup({ groups }: ModelCatalog, weightsFolder: string): ModelGroup {
  const group = groups[SDXL_GROUP];
  if (group === undefined) throw new Error(`the catalog has no group ${SDXL_GROUP}`);
  const latents = SIDE / LATENT_PIXELS;
  // By the names of models.json, and as long as at work.
  const dims = { height: latents, width: latents, latentHeight: TILE_SIDE, latentWidth: TILE_SIDE };
  return catalogGroup(SDXL_GROUP, group, weightsFolder, dims);
}
