/**
 * What a step of SDXL costs in TypeScript: everything outside of the models' runs, at their real sizes, with models that answer at
 * once. Held against a step of the real UNet on the GPU it is meant for, whose time is an estimate.
 */
import type { SamplerName } from '../worker/diffusion/samplers.ts';
import type { ModelInfo } from '../worker/host/model-contract.ts';
import { denoise } from '../worker/host/programs/sdxl/denoise.ts';
import { elementCount, elementsOf } from '../worker/onnx/elements.ts';
import { SIDE } from '../worker/stages/text-to-image/sdxl-models.ts';
import type { Benchmark } from './benchmark.ts';

/** T4, 1,024 x 1,024, 16 bits: some 6 TFLOP at some 10 TFLOP/s; an estimate of 2026-11-22 [L]. */
const UNET_SECONDS = 0.6;
const WORDS = { tokens: 77, width: 2048, pooled: 1280 };

export const diffusionStep: Benchmark = {
  name: 'diffusion-step',
  run: async ({ isQuick }) => {
    const rows = [];
    // The first is what both tiers do; graphs with halves at their edges and samplers that add noise cost more.
    for (const [sampler, type] of [
      ['euler', 'float32'],
      ['euler', 'float16'],
      ['euler-ancestral', 'float32'],
    ] as const) {
      const seconds = await cpuSecondsPerStep(sampler, type, isQuick ? 4 : 30);
      const share = (100 * seconds) / UNET_SECONDS;
      rows.push(
        { benchmark: 'diffusion-step', metric: `${sampler}_${type}`, value: 1000 * seconds, unit: 'CPU ms/step' },
        { benchmark: 'diffusion-step', metric: `${sampler}_${type}_share`, value: share, unit: '% of 0.6 s' },
      );
    }
    return rows;
  },
};

/** @param type of the UNet's inputs and outputs */
async function cpuSecondsPerStep(
  sampler: SamplerName,
  type: 'float32' | 'float16',
  stepCount: number,
): Promise<number> {
  const size = { width: SIDE / 8, height: SIDE / 8 };
  const names = ['sample', 'timestep', 'encoder_hidden_states', 'text_embeds', 'time_ids'];
  const info: ModelInfo = { inputs: names.map(name => ({ name, type, dims: [] })), outputs: [] };
  const dims = [1, 4, size.height, size.width];
  const out_sample = { type, dims, data: elementsOf(type, elementCount(dims)) };
  const prompt = {
    words: new Float32Array(WORDS.tokens * WORDS.width),
    wordDims: [1, WORDS.tokens, WORDS.width],
    pooled: new Float32Array(WORDS.pooled),
  };
  const steps = denoise(
    { infoOf: () => info, infer: async () => ({ out_sample }) },
    { unet: '', size, seed: 1, sampler, spacing: 'trailing', stepCount, prompt },
  );
  // The first steps are slow until they are compiled, and count: an image has four. Of the processor, not of the clock: what else
  // the machine does is not the question.
  const beginning = process.cpuUsage();
  for await (const _ of steps);
  const { user, system } = process.cpuUsage(beginning);
  return (user + system) / 1e6 / stepCount;
}
