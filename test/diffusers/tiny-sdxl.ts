/** The small random SDXL that make_reference.py made, as a model host loads it. */
import { join } from 'node:path';
import type { TensorContract } from '../../worker/host/model-contract.ts';
import type { ModelGroup } from '../../worker/host/model-group.ts';

export const TINY_SDXL_FOLDER = join(import.meta.dirname, 'tiny-sdxl');

export const TINY_SDXL_MODELS = Object.freeze({
  textEncoder: 'sdxl/text_encoder/model.onnx',
  textEncoder2: 'sdxl/text_encoder_2/model.onnx',
  unet: 'sdxl/unet/model.onnx',
  vaeDecoder: 'sdxl/vae_decoder/model.onnx',
});

const floats = (name: string, dims: readonly (number | string)[]): TensorContract => ({
  name,
  types: ['float32', 'float16'],
  dims,
});
const ids: TensorContract = { name: 'input_ids', types: ['int32', 'int64'], dims: ['batch', 77] };

/** Contracts as in worker/models/models.json, with its own widths. */
export const TINY_SDXL: ModelGroup = {
  name: 'sdxl',
  folder: TINY_SDXL_FOLDER,
  models: [
    {
      name: TINY_SDXL_MODELS.textEncoder,
      file: 'text_encoder/model.onnx',
      contract: { inputs: [ids], outputs: [floats('hidden_states.2', ['batch', 77, 16])] },
    },
    {
      name: TINY_SDXL_MODELS.textEncoder2,
      file: 'text_encoder_2/model.onnx',
      contract: {
        inputs: [ids],
        outputs: [floats('text_embeds', ['batch', 16]), floats('hidden_states.2', ['batch', 77, 16])],
      },
    },
    {
      name: TINY_SDXL_MODELS.unet,
      file: 'unet/model.onnx',
      contract: {
        inputs: [
          floats('sample', ['batch', 4, 'height', 'width']),
          { name: 'timestep', types: ['float32', 'float16', 'int64'] },
          floats('encoder_hidden_states', ['batch', 77, 32]),
          floats('text_embeds', ['batch', 16]),
          floats('time_ids', ['batch', 6]),
        ],
        outputs: [floats('out_sample', ['batch', 4, 'height', 'width'])],
      },
      warmUpDims: { height: 4, width: 6 },
    },
    {
      name: TINY_SDXL_MODELS.vaeDecoder,
      file: 'vae_decoder/model.onnx',
      contract: {
        inputs: [floats('latent_sample', ['batch', 4, 'latentHeight', 'latentWidth'])],
        outputs: [floats('sample', ['batch', 3, 'height', 'width'])],
      },
      warmUpDims: { latentHeight: 4, latentWidth: 6 },
    },
  ],
};
