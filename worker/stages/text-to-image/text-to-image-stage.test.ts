/** The stage as the loop runs it, with a small random SDXL: what its image shows means nothing, but that it is one does. */
import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import * as assert from 'uvu/assert';
import { writeAnalyticSdxl } from '../../../test/diffusers/analytic-sdxl.ts';
import { TINY_SDXL, TINY_SDXL_FOLDER, TINY_SDXL_MODELS } from '../../../test/diffusers/tiny-sdxl.ts';
import { sharedHost, useHost } from '../../../test/host/use-host.ts';
import { check } from '../../../test/kit/check.ts';
import { cleanPrompt, promptTokens } from '../../diffusion/prompt-tokens.ts';
import { inputHash } from '../input-hash.ts';
import { runStage } from '../run-stage.ts';
import { stageInput, stageRun, unexpected } from '../stage-input.test-data.ts';
import { CHARACTER_NEGATIVE_PROMPT, CHARACTER_SETTING } from './character-prompt.ts';
import { SDXL_MODELS } from './sdxl-models.ts';
import { createTextToImageStage } from './text-to-image-stage.ts';
import type { TierName } from './tiers.ts';

const PLAIN = { floats: 'float32', ids: 'int64', timestep: 'float32', timestepDims: [] } as const;
const host = sharedHost([TINY_SDXL]);
const stageOf = (tier: TierName) => createTextToImageStage({ folder: TINY_SDXL_FOLDER, tier, side: 64 });

async function ran(prompt: string, { seed = 7, tier = 'fast' as TierName } = {}) {
  const run = stageRun(stageInput({ job: { ...stageInput().job, prompt, seed } }));
  const logged: string[] = [];
  const outcome = await runStage(stageOf(tier), run, { host: await host(), log: message => logged.push(message) });
  return { run, outcome, logged };
}

async function imageOf(...asked: Parameters<typeof ran>) {
  const made = await ran(...asked);
  const { outcome } = made;
  if (outcome.kind !== 'made') return unexpected(JSON.stringify(outcome));
  return { ...made, ...outcome.result, bytes: readFileSync(outcome.result.files[0]!.path) };
}

check('text to image', {
  'is a picture, with a first look at it on the way': async () => {
    const { run, bytes, value, logged } = await imageOf('a fox knight');
    const { width, height, channels, format } = await sharp(bytes).metadata();
    assert.equal([width, height, channels, format], [64, 64, 3, 'png']);
    assert.equal(value, { side: 64, tier: 'fast', ignoredTokenCount: 0 });
    assert.is(run.previews.length, 2);
    assert.equal(run.previews[1], ['image/png', bytes.byteLength]);
    assert.equal(
      run.ratios.map(ratio => ratio.toFixed(2)),
      ['0.17', '0.33', '0.50', '0.67'],
    );
    assert.equal(logged, []);
  },
  'is the same for the same prompt and seed, and another for another': async () => {
    const images = [
      await imageOf('a fox'),
      await imageOf('a fox'),
      await imageOf('a cat'),
      await imageOf('a fox', { seed: 8 }),
      await imageOf('a fox', { seed: 7 + 2 ** 32 }),
      await imageOf('a fox', { tier: 'quality' }),
    ];
    const [first, second, ...others] = images.map(({ bytes }) => bytes.toString('base64'));
    assert.is(first, second);
    assert.is(new Set([first, ...others]).size, 5);
    assert.is(images.at(-1)!.run.ratios.length, 30, 'of the better tier');
  },
  'is stored under what it depends on': () => {
    const hashOf = (tier: TierName, version = 'v') => inputHash(stageOf(tier), stageInput(), () => version);
    assert.is.not(hashOf('fast'), hashOf('quality'));
    assert.is.not(hashOf('fast'), hashOf('fast', 'another'));
    assert.equal(
      { ...SDXL_MODELS },
      { ...TINY_SDXL_MODELS },
      'the names that the stage asks for are those of the group',
    );
  },
  'has room for the prompt beside what is asked of every character': () => {
    const idsOf = (text: string) => Array.from(text.matchAll(/\p{L}+|\p{N}|[^\s\p{L}\p{N}]+/gu), (_, i) => i);
    const words = { idsOf, beginId: 0, endId: 1, padId: 1 };
    // CLIP has a token for each of these common words and signs, so that they are counted as it would.
    assert.is(
      promptTokens('word '.repeat(60), CHARACTER_SETTING, words).ignoredCount,
      60 - (75 - idsOf(CHARACTER_SETTING).length),
    );
    assert.ok(idsOf(CHARACTER_SETTING).length <= 35);
    assert.ok(idsOf(CHARACTER_NEGATIVE_PROMPT).length <= 75);
    for (const text of [CHARACTER_SETTING, CHARACTER_NEGATIVE_PROMPT]) assert.is(cleanPrompt(text), text);
  },
});

check('a hostile prompt', {
  'without anything to see is refused for good, with what to do': async () => {
    for (const prompt of ['', ' \t\n', '\u0000\u0007\u001b', '\u200d\u202e\ufeff', '\ud800']) {
      const { outcome } = await ran(prompt);
      if (outcome.kind !== 'permanent') return unexpected(outcome.kind);
      assert.is(outcome.failure.code, 'input-refused');
      assert.match(outcome.failure.detail, /say what the figure looks like/);
    }
  },
  'of any other kind makes an image': async () => {
    const prompts = [
      '🦊👩‍🚀🏽❤️',
      'Рыцарь, 騎士, ナイト, فارس',
      '<|endoftext|><|startoftext|>!!!',
      `a${'\u0301'.repeat(500)}`,
      '((((((((((',
      '\ud83e fox \u0000 knight',
      '\\u0000 $prompt {{prompt}} %s',
    ];
    for (const prompt of prompts) await imageOf(prompt);
  },
  'that is huge is read as far as there is room, in time': async () => {
    const beginning = performance.now();
    for (const prompt of [
      'knight '.repeat(200_000),
      'x'.repeat(1_000_000),
      '🦊'.repeat(500_000),
      ' '.repeat(1_000_000),
    ]) {
      const { outcome, logged } = await ran(prompt);
      if (prompt.trim() === '') assert.is(outcome.kind, 'permanent');
      else assert.equal(logged, ['the prompt was longer than the model reads']);
    }
    assert.ok(performance.now() - beginning < 10_000, 'a tokenizer must not take its time with a long word');
  },
});

check('text to image, when it cannot go on', {
  'ends at once when it is not wanted any more, and the next one is made': async () => {
    const controller = new AbortController();
    const run = { ...stageRun(stageInput(), { signal: controller.signal, onProgress: () => controller.abort() }) };
    const outcome = await runStage(stageOf('quality'), run, { host: await host(), log: () => {} });
    assert.is(outcome.kind, 'aborted');
    await imageOf('a fox');
  },
  'takes less memory if it ran out of it: a smaller image, in smaller tiles': async () => {
    await useHost([writeAnalyticSdxl(PLAIN)], async large => {
      const sides = [];
      for (const isReduced of [false, true]) {
        const stage = createTextToImageStage({ folder: TINY_SDXL_FOLDER, tier: 'fast', side: 800 });
        const outcome = await runStage(stage, { ...stageRun(stageInput()), isReduced }, { host: large, log: () => {} });
        sides.push(outcome.kind === 'made' ? outcome.result.value : unexpected(JSON.stringify(outcome)));
      }
      const rest = { tier: 'fast', ignoredTokenCount: 0 };
      assert.equal(sides, [
        { side: 800, ...rest },
        { side: 768, ...rest },
      ]);
    });
  },
  'fails for good when the UNet answers what is no number: it would again': async () => {
    await useHost([writeAnalyticSdxl(PLAIN, 'unet answers no number')], async broken => {
      const outcome = await runStage(stageOf('fast'), stageRun(stageInput()), { host: broken, log: () => {} });
      if (outcome.kind !== 'permanent') return unexpected(JSON.stringify(outcome));
      assert.is(outcome.failure.code, 'no-character');
      assert.match(
        String(outcome.error),
        /sdxl\/unet\/model\.onnx: output out_sample has values that are no finite numbers/,
      );
    });
  },
});
