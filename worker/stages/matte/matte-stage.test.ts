/** The stage as the loop runs it, with a model that takes what is red for the figure. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import * as assert from 'uvu/assert';
import { sharedHost } from '../../../test/host/use-host.ts';
import { check, near } from '../../../test/kit/check.ts';
import { type Fixture, writeGroup } from '../../host/fixtures.test-data.ts';
import type { StageOutcome } from '../../loop/stage-work.ts';
import { createGraph } from '../../onnx/graph.ts';
import { inputHash } from '../input-hash.ts';
import { runStage } from '../run-stage.ts';
import { earlierResult, sha256Of, stageInput, stageRun, unexpected } from '../stage-input.test-data.ts';
import { ISNET, type MatteModel, U2NET } from './matte-models.ts';
import { createMatteStage } from './matte-stage.ts';

/**
 * In the shape of U2-Net: one input, and several outputs of which the first counts. Undoes what was done to the values, and is
 * sure of a figure where there is more than 0.6 of red.
 */
function redFinder({ side, means, deviations }: MatteModel): Fixture {
  const graph = createGraph();
  graph.input('input.1', 'float32', [1, 3, side, side]);
  const scalar = (name: string, value: number) => graph.constant(name, 'float32', [], Float32Array.of(value));
  const whole = (name: string, value: number) => graph.constant(name, 'int64', [1], BigInt64Array.of(BigInt(value)));
  const red = graph.node('Slice', ['input.1', whole('from', 0), whole('to', 1), whole('axis', 1)]);
  const share = graph.node('Add', [
    graph.node('Mul', [red, scalar('deviation', deviations[0])]),
    scalar('mean', means[0] - 0.6),
  ]);
  const sure = graph.node('Sigmoid', [graph.node('Mul', [share, scalar('gain', 40)])]);
  // Real masks are never quite sure, and see a haze everywhere: 0.05 to 0.95.
  graph.node('Add', [graph.node('Mul', [sure, scalar('range', 0.9)]), scalar('haze', 0.05)], { output: '1959' });
  graph.node('Neg', ['1959'], { output: '1960' });
  for (const name of ['1959', '1960']) graph.output(name, 'float32', [1, 1, side, side]);
  return {
    graph: graph.encode(),
    contract: { inputs: [{ name: 'input.1', types: ['float32'], dims: [1, 3, side, side] }], outputs: [] },
  };
}

const host = sharedHost([writeGroup('finders', { [U2NET.name]: redFinder(U2NET), [ISNET.name]: redFinder(ISNET) })]);

type Color = { r: number; g: number; b: number; alpha?: number };
const RED: Color = { r: 230, g: 20, b: 20 };
const NIGHT: Color = { r: 10, g: 20, b: 60 };

const plain = (width: number, height: number, background: Color) =>
  sharp({ create: { width, height, channels: background.alpha === undefined ? 3 : 4, background } });

async function rectangle(background: Color, width = 100, height = 200) {
  const input = await plain(width, height, RED).png().toBuffer();
  return plain(400, 300, background).composite([{ input, left: 150, top: 60 }]);
}

function upload(bytes: Uint8Array | string) {
  const path = join(mkdtempSync(join(tmpdir(), 'asset-hub-upload-')), 'upload');
  writeFileSync(path, bytes);
  return { name: 'upload', path, mediaType: 'image/png', sha256: sha256Of(bytes) };
}

async function matteOf(bytes: Uint8Array | string, model?: MatteModel): Promise<StageOutcome> {
  const run = stageRun(stageInput({ upload: upload(bytes) }));
  return runStage(createMatteStage(model), run, { host: await host(), log: () => {} });
}

async function boxOf(bytes: Uint8Array, model?: MatteModel) {
  const outcome = await matteOf(bytes, model);
  if (outcome.kind !== 'made') return unexpected(JSON.stringify(outcome));
  const { data, info } = await sharp(outcome.result.files[0]!.path).raw().toBuffer({ resolveWithObject: true });
  assert.equal([info.width, info.height], [512, 512]);
  const at = (x: number, y: number) => [...data.subarray(3 * (512 * y + x), 3 * (512 * y + x) + 3)];
  return {
    box: (outcome.result.value as { box: { left: number; top: number; width: number; height: number } }).box,
    at,
  };
}

async function refusal(bytes: Uint8Array | string, model?: MatteModel) {
  const outcome = await matteOf(bytes, model);
  return outcome.kind === 'permanent' ? outcome.failure : unexpected(JSON.stringify(outcome));
}

check('a figure on a background', {
  'is found by a model, cut out and set on grey': async () => {
    for (const model of [U2NET, ISNET]) {
      const { box, at } = await boxOf(await (await rectangle(NIGHT)).jpeg({ quality: 95 }).toBuffer(), model);
      // The mask has another shape than the picture: a pixel of it is 1.25 of the picture's, and its edge is smoothed.
      near(box.left, 150, 3, model.name);
      near(box.top, 60, 3, model.name);
      near(box.width, 100, 6, model.name);
      near(box.height, 200, 6, model.name);
      assert.equal(at(2, 2), [127, 127, 127]);
      assert.ok(at(256, 256)[0]! > 200 && at(256, 256)[1]! < 60, String(at(256, 256)));
    }
  },
  'is seen by its brightest value, if the model was taught so': async () => {
    // Red of 0.4 is none to a model that measures against full white.
    const dim = await (await rectangle(NIGHT)).linear(0.45, 0).png().toBuffer();
    assert.ok((await boxOf(dim, U2NET)).box.width > 90);
    assert.match((await refusal(dim, ISNET)).detail, /no character stands out/);
  },
  'is made by the stage before as well': async () => {
    const path = upload(await (await rectangle(NIGHT)).png().toBuffer()).path;
    const files = [{ name: 'image.png', path, mediaType: 'image/png' }];
    const earlier = new Map([
      ['text-to-image', earlierResult('text-to-image', { files, value: {}, busySeconds: 1 })],
    ] as const);
    const run = stageRun(stageInput({ earlier }));
    const outcome = await runStage(createMatteStage(U2NET), run, { host: await host(), log: () => {} });
    assert.is(outcome.kind, 'made');
  },
});

check('an image with transparency', {
  'is believed, and no model is asked': async () => {
    const clear = { ...RED, alpha: 0 };
    const { box } = await boxOf(await (await rectangle(clear)).png().toBuffer(), { ...U2NET, name: 'no such model' });
    assert.equal(box, { left: 150, top: 60, width: 100, height: 200 });
  },
});

check('an image without a character', {
  'is refused for good, and its owner is told what to send': async () => {
    const png = (image: Sharp) => image.png().toBuffer();
    const gradient = Buffer.from(Array.from({ length: 3 * 64 * 64 }, (_, i) => (i % 3 === 2 ? (i / 192) * 4 : 20)));
    const cases: (readonly [string, Uint8Array, MatteModel | undefined, RegExp])[] = [
      ['blank', await png(plain(300, 300, NIGHT)), U2NET, /one colour all over; send/],
      ['one pixel', await png(plain(1, 1, RED)), U2NET, /one colour all over; send/],
      [
        'scenery',
        await png(sharp(gradient, { raw: { width: 64, height: 64, channels: 3 } })),
        U2NET,
        /no character stands out.*plain background/,
      ],
      ['no model', await png(await rectangle(NIGHT)), undefined, /no model that finds.*cut the character out/],
      ['transparent', await png(plain(300, 300, { ...RED, alpha: 0 })), U2NET, /transparent all over; send/],
      [
        'a dot',
        await png(await rectangle({ ...RED, alpha: 0 }, 5, 9)),
        U2NET,
        /is 5 x 9 pixels; send one that is at least 64/,
      ],
      ['a dot on a background', await png(await rectangle(NIGHT, 20, 30)), U2NET, /is \d\d x \d\d pixels; send/],
    ];
    for (const [name, bytes, model, says] of cases) {
      const { code, detail } = await refusal(bytes, model);
      assert.is(code, 'no-character', name);
      assert.match(detail, says, name);
    }
  },
  'that cannot be read is refused as such': async () => {
    const whole = await (await rectangle(NIGHT)).png().toBuffer();
    for (const bytes of ['', 'text', whole.subarray(0, 300)]) {
      assert.is((await refusal(bytes, U2NET)).code, 'input-unreadable');
    }
  },
});

check('what a matte depends on', {
  'is the model, and how it sees': () => {
    const hashOf = (model?: MatteModel) => inputHash(createMatteStage(model), stageInput(), name => name);
    assert.is(new Set([hashOf(), hashOf(U2NET), hashOf(ISNET), hashOf({ ...U2NET, white: 'full' })]).size, 4);
  },
});
