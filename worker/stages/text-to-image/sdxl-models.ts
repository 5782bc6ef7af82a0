/** The models of SDXL by their places, which are their names in the host. */

export const SDXL_GROUP = 'sdxl';

export const SDXL_MODELS = Object.freeze({
  textEncoder: 'sdxl/text_encoder/model.onnx',
  textEncoder2: 'sdxl/text_encoder_2/model.onnx',
  unet: 'sdxl/unet/model.onnx',
  vaeDecoder: 'sdxl/vae_decoder/model.onnx',
});

/** Not run, but what an image is depends on them, too. */
export const SDXL_TOKENIZERS = Object.freeze(['sdxl/tokenizer/vocab.json', 'sdxl/tokenizer_2/vocab.json']);

/** Of the image: what SDXL was taught with. Smaller ones come out worse; the next stage looks at 512. */
export const SIDE = 1024;
/** When memory was short before. */
export const SIDE_REDUCED = 768;
/**
 * In latents. 1,024 pixels are 128 latents: four tiles of 80 that share 32, which is 1.6 times the work at 0.4 times the
 * memory. An untiled image takes some 4 GB in 16 bits (an estimate [L]).
 */
export const TILE_SIDE = 80;

/** Lengths of the dims that models.json names, as they are at work. */
export const SDXL_WARM_UP_DIMS = Object.freeze({
  height: SIDE / 8,
  width: SIDE / 8,
  latentHeight: TILE_SIDE,
  latentWidth: TILE_SIDE,
});
