/** What a prompt becomes before a UNet of SDXL is told of it: the words one by one, from two encoders, and all of them at once. */

import { HostError } from '../../host-error.ts';
import type { ModelInfo } from '../../model-contract.ts';
import { floatsOf, inputOf } from '../../model-tensors.ts';
import type { RunnableModels } from './runnable-models.ts';

export type Conditioning = {
  /** `[1, tokens, features of both encoders]`, float32. */
  readonly words: Float32Array;
  readonly wordDims: readonly number[];
  /** `[1, features]`, float32, of the second encoder. */
  readonly pooled: Float32Array;
};

export type TextEncoders = { readonly first: string; readonly second: string };

/**
 * @param ids of the tokens, for each encoder
 * @throws HostError
 */
export async function conditioningOf(
  models: RunnableModels,
  encoders: TextEncoders,
  ids: { readonly first: readonly number[]; readonly second: readonly number[] },
): Promise<Conditioning> {
  const first = await encode(models, encoders.first, ids.first, []);
  const second = await encode(models, encoders.second, ids.second, [POOLED]);
  const tokenCount = ids.first.length;
  return {
    words: sideBySide(first.words, second.words, tokenCount),
    wordDims: [1, tokenCount, (first.words.length + second.words.length) / tokenCount],
    pooled: second.pooled,
  };
}

/** In the place of an absent negative prompt SDXL was given zeros (force_zeros_for_empty_prompt of its pipeline [H]). */
export const nothingSaid = ({ words, wordDims, pooled }: Conditioning): Conditioning => ({
  words: new Float32Array(words.length),
  wordDims,
  pooled: new Float32Array(pooled.length),
});

const POOLED = 'text_embeds';

async function encode(models: RunnableModels, model: string, ids: readonly number[], more: readonly string[]) {
  const info = models.infoOf(model);
  const words = penultimate(model, info);
  const feeds = { input_ids: inputOf(info, 'input_ids', [1, ids.length], ids) };
  const made = await models.infer(model, feeds, [words, ...more]);
  const pooled = made[POOLED];
  return { words: floatsOf(made[words]!), pooled: pooled === undefined ? new Float32Array() : floatsOf(pooled) };
}

/** SDXL was taught with what the last layer but one says. Of 12 layers there are hidden_states.0 to hidden_states.12: the 11th. */
function penultimate(model: string, { outputs }: ModelInfo): string {
  const layers = outputs.flatMap(({ name }) => /^hidden_states\.(\d+)$/.exec(name)?.slice(1).map(Number) ?? []);
  if (layers.length < 2)
    throw new HostError('contract-mismatch', `${model}: has no output hidden_states of its layers`);
  return `hidden_states.${Math.max(...layers) - 1}`;
}

/** Two `[rows, ...]`, row by row one after the other. */
function sideBySide(left: Float32Array, right: Float32Array, rowCount: number): Float32Array {
  const [leftWidth, rightWidth] = [left.length / rowCount, right.length / rowCount];
  const joined = new Float32Array(left.length + right.length);
  for (let row = 0; row < rowCount; row += 1) {
    const start = row * (leftWidth + rightWidth);
    joined.set(left.subarray(row * leftWidth, (row + 1) * leftWidth), start);
    joined.set(right.subarray(row * rightWidth, (row + 1) * rightWidth), start + leftWidth);
  }
  return joined;
}
