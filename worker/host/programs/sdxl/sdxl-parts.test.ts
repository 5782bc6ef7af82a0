/** What the golden images of test/diffusers do not show: other types of tensors, tiles, the first look, and what is not a model. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { type AnalyticTypes, writeAnalyticSdxl } from '../../../../test/diffusers/analytic-sdxl.ts';
import { TINY_SDXL_FOLDER, TINY_SDXL_MODELS } from '../../../../test/diffusers/tiny-sdxl.ts';
import { failsWith } from '../../../../test/host/use-host.ts';
import { check } from '../../../../test/kit/check.ts';
import { gaussianNoise } from '../../../diffusion/gaussian-noise.ts';
import { floatsOf, inputOf } from '../../model-tensors.ts';
import { createSessions } from '../../sessions.ts';
import { type TextToImageRequest, type TextToImageStep, textToImage } from '../text-to-image.ts';
import { readClipVocabulary } from './clip-vocabulary.ts';
import { conditioningOf } from './conditioning.ts';
import { decodeLatents } from './decode-latents.ts';

const PLAIN: AnalyticTypes = { floats: 'float32', ids: 'int64', timestep: 'float32', timestepDims: [] };

async function open(types: AnalyticTypes = PLAIN) {
  const sessions = createSessions();
  await sessions.load(writeAnalyticSdxl(types), { provider: 'cpu', threadCount: 1 });
  return sessions;
}

const REQUEST: TextToImageRequest = {
  models: TINY_SDXL_MODELS,
  folder: TINY_SDXL_FOLDER,
  prompt: 'a fox knight',
  setting: '',
  width: 64,
  height: 32,
  seed: 1,
  sampler: 'euler',
  spacing: 'trailing',
  stepCount: 5,
  tileSide: 80,
};

async function imageOf(types: AnalyticTypes, changes: Partial<TextToImageRequest> = {}) {
  const steps: TextToImageStep[] = [];
  const context = { ...(await open(types)), tell: (step: TextToImageStep) => steps.push(step) };
  return { ...(await textToImage({ ...REQUEST, ...changes }, context)), steps };
}

const maxDifference = (one: ArrayLike<number>, other: ArrayLike<number>) =>
  Array.from(one, (value, i) => Math.abs(value - other[i]!)).reduce((most, value) => Math.max(most, value), 0);
const meanDifference = (one: ArrayLike<number>, other: ArrayLike<number>) =>
  Array.from(one, (value, i) => Math.abs(value - other[i]!)).reduce((sum, value) => sum + value, 0) / one.length;

check('the types that a model says it has', {
  'are what it is given, and change no more than the rounding': async () => {
    const expected = (await imageOf(PLAIN)).image.pixels;
    assert.ok(new Set(expected).size > 50, 'an image that has something in it');
    const halves: AnalyticTypes = { floats: 'float16', ids: 'int32', timestep: 'int64', timestepDims: [1] };
    for (const types of [halves, { ...halves, timestep: 'float16' as const }]) {
      const { pixels } = (await imageOf(types)).image;
      assert.ok(meanDifference(pixels, expected) < 0.5, `${meanDifference(pixels, expected)} of 255`);
      assert.ok(maxDifference(pixels, expected) <= 4);
    }
  },
  'are refused when they are none for numbers': () => {
    const info = { inputs: [{ name: 'x', type: 'bool', dims: [1] }], outputs: [] };
    assert.throws(() => inputOf(info, 'x', [1], [1]), /input x cannot be given as bool/);
    assert.throws(() => inputOf(info, 'y', [1], [1]), /there is none/);
    assert.throws(() => floatsOf({ type: 'int64', dims: [1], data: BigInt64Array.of(1n) }), /int64 .* floats/);
  },
});

check('what an image depends on', {
  'is all that is asked for': async () => {
    const changes: Partial<TextToImageRequest>[] = [
      {},
      { prompt: 'a fox wizard' },
      { setting: ', standing' },
      { seed: 2 },
      { stepCount: 6 },
      { spacing: 'leading' },
      { sampler: 'euler-ancestral' },
      { guidance: { scale: 5 } },
      { guidance: { scale: 6 } },
      { guidance: { scale: 5, negativePrompt: 'dragon' } },
      { guidance: { scale: 5, negativePrompt: '' } },
    ];
    const images = [];
    for (const change of changes) images.push(String((await imageOf(PLAIN, change)).image.pixels));
    for (const [i, image] of images.entries()) assert.is(images.indexOf(image), i, JSON.stringify(changes[i]));
  },
  'is the prompt alone at a guidance of 1': async () => {
    const [alone, guided] = [
      await imageOf(PLAIN),
      await imageOf(PLAIN, { guidance: { scale: 1, negativePrompt: 'dragon' } }),
    ];
    assert.ok(meanDifference(alone.image.pixels, guided.image.pixels) < 0.01);
  },
});

check('steps', {
  'are told one by one, with a first look after half of them': async () => {
    const { steps, image } = await imageOf(PLAIN);
    assert.equal(
      steps.map(({ ratio }) => ratio),
      [1, 2, 3, 4, 5].map(step => step / 7),
    );
    assert.equal(
      steps.map(({ preview }) => preview !== undefined),
      [false, false, true, false, false],
    );
    const { width, height, pixels } = steps[2]!.preview!;
    assert.equal([width, height, pixels.length], [8, 4, 96]);
    assert.equal([image.width, image.height], [64, 32]);
  },
});

check('tiles', {
  'of a decoder that looks at one latent at a time make the image that it makes at once': async () => {
    const [models, size] = [await open(), { width: 50, height: 23 }];
    const latents = gaussianNoise(1, 0, 4 * size.width * size.height);
    const decoded = (tileSide: number) => decodeLatents(models, TINY_SDXL_MODELS.vaeDecoder, latents, size, tileSide);
    const whole = await decoded(50);
    assert.equal([whole.width, whole.height], [400, 184]);
    for (const tileSide of [17, 20, 40]) {
      const tiled = await decoded(tileSide);
      assert.ok(maxDifference(tiled.pixels, whole.pixels) <= 1, `tiles of ${tileSide}`);
    }
  },
});

check('models that are not whole', {
  'are named: a tokenizer without its files or its tokens': async () => {
    const folder = mkdtempSync(join(tmpdir(), 'asset-hub-tokenizer-'));
    assert.throws(() => readClipVocabulary(folder, '!'), /tokenizer .*vocab\.json/);
    writeFileSync(join(folder, 'vocab.json'), '{"<|endoftext|>":0}');
    writeFileSync(join(folder, 'merges.txt'), '#version: 0.2\n');
    assert.throws(() => readClipVocabulary(folder, '<|endoftext|>'), /no token <\|startoftext\|>/);
    writeFileSync(join(folder, 'vocab.json'), 'none');
    assert.throws(() => readClipVocabulary(folder, '!'), /model-unusable|tokenizer/);
  },
  'are named: a text encoder that does not say its layers': async () => {
    const models = { infer: async () => ({}), infoOf: () => ({ inputs: [], outputs: [] }) };
    const ids = { first: [0], second: [0] };
    const encoding = conditioningOf(models, { first: 'clip', second: 'clip2' }, ids);
    await failsWith('contract-mismatch', /clip: has no output hidden_states/, encoding);
  },
});
