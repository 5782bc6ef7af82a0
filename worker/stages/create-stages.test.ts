/** The stages that run without weights, as the loop runs them: through a real model host, from a prompt to a file. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import * as assert from 'uvu/assert';
import { STAGE_NAMES, type StageName } from '../../hub/plan/stage-names.ts';
import { sharedHost } from '../../test/host/use-host.ts';
import { check } from '../../test/kit/check.ts';
import type { StageInput, StageOutcome } from '../loop/stage-work.ts';
import { createStages } from './create-stages.ts';
import { createMatteStage } from './matte/matte-stage.ts';
import { sketchStage, sketchVersion, writeSketchGroup } from './sketch/sketch-stage.ts';
import type { StageRegistry } from './stage.ts';
import { earlierResult, sha256Of, stageInput, stageRun, unexpected } from './stage-input.test-data.ts';

const host = sharedHost([writeSketchGroup(mkdtempSync(join(tmpdir(), 'asset-hub-sketch-')))]);
const REGISTRY: StageRegistry = {
  'text-to-image': sketchStage,
  matte: createMatteStage(),
  'image-to-3d': undefined,
  retopology: undefined,
  texture: undefined,
  rigging: undefined,
  package: undefined,
};
const seconds = Object.fromEntries(STAGE_NAMES.map((name, i) => [name, i + 1])) as Record<StageName, number>;

const stagesOf = async (served: readonly StageName[] = ['text-to-image', 'matte']) =>
  createStages({
    registry: REGISTRY,
    served,
    host: await host(),
    modelVersion: sketchVersion,
    expectedSeconds: seconds,
    log: () => {},
  });

const madeOf = (outcome: StageOutcome) =>
  outcome.kind === 'made' ? outcome.result : unexpected(JSON.stringify(outcome));

async function sketch(input: StageInput = stageInput()) {
  const run = stageRun(input);
  const result = madeOf(await (await stagesOf()).run('text-to-image', run));
  return { run, result, image: readFileSync(result.files[0]!.path) };
}

check('a sketch', {
  'is an image in its folder, and was shown before': async () => {
    const { run, result, image } = await sketch();
    assert.equal(
      result.files.map(({ name, mediaType }) => [name, mediaType]),
      [['image.png', 'image/png']],
    );
    assert.ok(result.files[0]?.path.startsWith(run.folder));
    const { width, height, channels } = await sharp(image).metadata();
    assert.equal([width, height, channels], [512, 512, 4]);
    assert.equal(run.previews, [['image/png', image.byteLength]]);
  },
  'is a figure whose middle is there and whose corners are not': async () => {
    const pixels = await sharp((await sketch()).image)
      .raw()
      .toBuffer();
    const alphaAt = (x: number, y: number) => pixels[4 * (512 * y + x) + 3];
    assert.equal([alphaAt(256, 256), alphaAt(0, 0), alphaAt(511, 511), alphaAt(0, 256)], [255, 0, 0, 0]);
  },
  'is the same for the same prompt and seed, and another for another': async () => {
    const { job } = stageInput();
    const inputs = [{}, {}, { job: { ...job, prompt: 'a cat' } }, { job: { ...job, seed: 8 } }];
    const hashes = [];
    for (const changes of inputs) hashes.push(sha256Of((await sketch(stageInput(changes))).image));
    assert.is(hashes[0], hashes[1]);
    assert.is(new Set(hashes).size, 3);
  },
});

check('a matte', {
  'of a sketch is its figure on grey': async () => {
    const { result } = await sketch();
    const input = stageInput({ earlier: new Map([['text-to-image', earlierResult('text-to-image', result)]]) });
    const made = madeOf(await (await stagesOf()).run('matte', stageRun(input)));
    const pixels = await sharp(made.files[0]!.path).raw().toBuffer();
    const isGrey = (x: number, y: number) => [0, 1, 2].every(channel => pixels[3 * (512 * y + x) + channel] === 127);
    const rows = Array.from({ length: 512 }, (_, y) => y).filter(
      y => !Array.from({ length: 512 }, (_, x) => x).every(x => isGrey(x, y)),
    );
    assert.is(rows.length, 435, 'a figure is higher than wide');
  },
  'of an upload that shows no character says so to its owner': async () => {
    const folder = mkdtempSync(join(tmpdir(), 'asset-hub-upload-'));
    const uploadOf = (name: string, bytes: Uint8Array | string) => {
      writeFileSync(join(folder, name), bytes);
      return { name: 'upload', path: join(folder, name), mediaType: 'image/png', sha256: sha256Of(bytes) };
    };
    const photo = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#123' } })
      .png()
      .toBuffer();
    const codes = [];
    for (const upload of [uploadOf('photo', photo), uploadOf('text', 'text')]) {
      const outcome = await (await stagesOf()).run('matte', stageRun(stageInput({ upload })));
      codes.push(outcome.kind === 'permanent' ? outcome.failure.code : outcome.kind);
    }
    assert.equal(codes, ['no-character', 'input-unreadable']);
  },
  'without anything to begin with is a mistake of the hub’s, not of its owner': async () => {
    assert.is((await (await stagesOf()).run('matte', stageRun(stageInput()))).kind, 'transient');
  },
});

check('a worker’s stages', {
  'have hashes and times': async () => {
    const stages = await stagesOf();
    assert.match(stages.inputHash('text-to-image', stageInput()), /^[0-9a-f]{64}$/);
    assert.is.not(stages.inputHash('matte', stageInput()), stages.inputHash('text-to-image', stageInput()));
    assert.is(stages.expectedSeconds('matte'), 2);
  },
  'are refused when a queue has others': async () => {
    const refused = await stagesOf(['matte', 'rigging']).then(
      () => unexpected('it was to be refused'),
      (error: Error) => error,
    );
    assert.match(refused.message, /no stage rigging/);
  },
});
