/** A small random SDXL, run by this project and by diffusers: test/diffusers/make_reference.py made what is compared with. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import reference from '../../../test/diffusers/reference/index.json' with { type: 'json' };
import { TINY_SDXL, TINY_SDXL_FOLDER, TINY_SDXL_MODELS } from '../../../test/diffusers/tiny-sdxl.ts';
import { sharedHost } from '../../../test/host/use-host.ts';
import { check, near } from '../../../test/kit/check.ts';
import type { Spacing } from '../../diffusion/noise-schedule.ts';
import { promptTokens } from '../../diffusion/prompt-tokens.ts';
import type { SamplerName } from '../../diffusion/samplers.ts';
import { createSessions } from '../sessions.ts';
import { readClipVocabulary } from './sdxl/clip-vocabulary.ts';
import { type Conditioning, conditioningOf, nothingSaid } from './sdxl/conditioning.ts';
import { denoise } from './sdxl/denoise.ts';
import type { TextToImageRequest, TextToImageStep } from './text-to-image.ts';

type Stored = { readonly file: string; readonly dims: readonly number[] };
type ReferenceRun = (typeof reference.runs)[number];

const LATENTS_TOLERANCE = 1e-4;
const IMAGE_TOLERANCE = 2e-3;
const host = sharedHost([TINY_SDXL]);

/** 32-bit floats. */
function stored({ file }: Stored): Float32Array {
  const bytes = readFileSync(join(import.meta.dirname, '../../../test/diffusers/reference', file));
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

function allNear(actual: ArrayLike<number>, expected: Float32Array, tolerance: number, what: string): void {
  assert.is(actual.length, expected.length, what);
  for (const [i, value] of expected.entries()) near(actual[i]!, value, tolerance, `${what} [${i}]`);
}

const vocabularies = {
  first: readClipVocabulary(join(TINY_SDXL_FOLDER, 'tokenizer'), '<|endoftext|>'),
  second: readClipVocabulary(join(TINY_SDXL_FOLDER, 'tokenizer_2'), '!'),
};
const idsOf = (prompt: string) => ({
  first: promptTokens(prompt, '', vocabularies.first).ids,
  second: promptTokens(prompt, '', vocabularies.second).ids,
});

/** The models, in this process. */
let opened: Promise<ReturnType<typeof createSessions>> | undefined;
const models = () => (opened ??= open());
async function open() {
  const sessions = createSessions();
  await sessions.load(TINY_SDXL, { provider: 'cpu', threadCount: 1 });
  return sessions;
}

async function understand(prompt: string): Promise<Conditioning> {
  const { textEncoder, textEncoder2 } = TINY_SDXL_MODELS;
  return conditioningOf(await models(), { first: textEncoder, second: textEncoder2 }, idsOf(prompt));
}

const requestOf = (run: ReferenceRun, changes: Partial<TextToImageRequest> = {}): TextToImageRequest => ({
  models: TINY_SDXL_MODELS,
  folder: TINY_SDXL_FOLDER,
  prompt: reference.prompt,
  setting: '',
  width: reference.width,
  height: reference.height,
  seed: reference.seed,
  stepCount: reference.stepCount,
  sampler: run.sampler as SamplerName,
  spacing: run.spacing as Spacing,
  guidance: run.scale === null ? undefined : { scale: run.scale, negativePrompt: run.negative ?? undefined },
  tileSide: 80,
  ...changes,
});

async function imageOf(request: TextToImageRequest) {
  const steps: TextToImageStep[] = [];
  const ran = await (await host()).run('textToImage', request, { onStep: step => steps.push(step) });
  return { ...ran.value, steps };
}

const nameOf = ({ sampler, spacing, scale, negative }: ReferenceRun) =>
  `${sampler}, ${spacing}, guidance ${scale} away from ${negative}`;

check('beside diffusers', {
  'prompts are the same tokens': () => {
    for (const { name, prompt, ids, pythonIds } of reference.tokens) {
      const made = Object.values(idsOf(prompt));
      // What joins emoji is dropped, as by the tokenizer in Python, and not by the one in Rust.
      assert.equal(made, name === 'emoji' ? pythonIds : ids, name);
    }
  },
  'they come to the same conditioning': async () => {
    const { words, wordDims, pooled } = await understand(reference.prompt);
    assert.equal(wordDims, reference.words.dims);
    allNear(words, stored(reference.words), LATENTS_TOLERANCE, 'words');
    allNear(pooled, stored(reference.pooled), LATENTS_TOLERANCE, 'pooled');
  },
  'each step comes to the same latents': async () => {
    const prompt = await understand(reference.prompt);
    for (const run of reference.runs) {
      const away = run.negative === null ? nothingSaid(prompt) : await understand(run.negative);
      const made: number[] = [];
      for await (const { latents } of denoise(await models(), {
        unet: TINY_SDXL_MODELS.unet,
        size: { width: reference.width / 8, height: reference.height / 8 },
        seed: reference.seed,
        sampler: run.sampler as SamplerName,
        spacing: run.spacing as Spacing,
        stepCount: reference.stepCount,
        prompt,
        guidance: run.scale === null ? undefined : { scale: run.scale, away },
      })) {
        made.push(...latents);
      }
      allNear(made, stored(run.latents), LATENTS_TOLERANCE, nameOf(run));
    }
  },
  'the images are the same, made in a model host': async () => {
    for (const run of reference.runs) {
      const { image } = await imageOf(requestOf(run));
      assert.equal([image.width, image.height], [reference.width, reference.height]);
      const shares = Float32Array.from(image.pixels, channel => channel / 255);
      allNear(shares, stored(run.image), IMAGE_TOLERANCE, nameOf(run));
    }
  },
});
