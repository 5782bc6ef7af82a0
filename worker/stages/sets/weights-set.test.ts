/** The stages of a worker on an instance, with a folder of weights whose graphs are our own. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import * as assert from 'uvu/assert';
import { STAGE_NAMES, type StageName } from '../../../hub/plan/stage-names.ts';
import { glbFaults } from '../../../test/gltf/validate-glb.ts';
import { useHost } from '../../../test/host/use-host.ts';
import { check } from '../../../test/kit/check.ts';
import { writeSpacing, writeWeightsFolder } from '../../../test/worker/weights-folder.ts';
import { createStages } from '../create-stages.ts';
import { earlierResult, sha256Of, stageInput, stageRun, unexpected } from '../stage-input.test-data.ts';
import type { StageSet } from '../stage-set.ts';
import { SDXL_SCHEDULER } from '../text-to-image/sdxl-models.ts';
import { TIERS } from '../text-to-image/tiers.ts';
import { weightsSet } from './weights-set.ts';

const { weightsFolder, lock } = writeWeightsFolder();
const GENERATION = ['text-to-image', 'matte', 'image-to-3d'] as const;
const setOf = (served: readonly StageName[], changed = lock) => weightsSet({ weightsFolder, lock: changed, served });
const modelsOf = ({ groups }: StageSet) => groups.flatMap(({ models }) => models.map(({ name }) => name));

/** Its stages, on a host that has loaded what the set says, and nothing else. */
async function runWith(
  served: readonly StageName[],
  act: (run: (stage: StageName, input: Parameters<typeof stageInput>[0]) => Promise<Made>) => Promise<void>,
): Promise<void> {
  const set = setOf(served);
  await useHost(set.groups, async host => {
    const expectedSeconds = Object.fromEntries(served.map(name => [name, 1]));
    const stages = createStages({ ...set, served, expectedSeconds, host: host as never, log: () => {} });
    await act(async (stage, changes) => {
      const outcome = await stages.run(stage, { ...stageRun(stageInput(changes)), isReduced: true });
      return outcome.kind === 'made' ? outcome.result : unexpected(JSON.stringify(outcome));
    });
  });
}
type Made = Parameters<typeof earlierResult>[1];

async function redFigure() {
  const figure = await sharp({ create: { width: 100, height: 260, channels: 3, background: '#e01010' } })
    .png()
    .toBuffer();
  const bytes = await sharp({ create: { width: 400, height: 400, channels: 3, background: '#204060' } })
    .composite([{ input: figure }])
    .png()
    .toBuffer();
  const path = join(mkdtempSync(join(tmpdir(), 'asset-hub-upload-')), 'upload');
  await sharp(bytes).toFile(path.concat('.png'));
  return { name: 'upload', path: path.concat('.png'), mediaType: 'image/png', sha256: sha256Of(bytes) };
}

check('the stages that have weights', {
  'are all there when all are served': () => {
    const { registry } = setOf(STAGE_NAMES);
    assert.equal(
      STAGE_NAMES.filter(name => registry[name]?.name !== name),
      [],
    );
  },
  'make images in the tier of the UNet in the folder': () => {
    const own = writeWeightsFolder();
    const tierOf = () => weightsSet({ ...own, served: GENERATION }).registry['text-to-image']!.parameters;
    assert.equal((tierOf() as { tier: unknown }).tier, TIERS.fast);
    writeSpacing(own.weightsFolder, 'leading');
    assert.equal((tierOf() as { tier: unknown }).tier, TIERS.quality);
  },
  'do not look for a tier where no images are made': () => {
    const own = writeWeightsFolder();
    rmSync(join(own.weightsFolder, SDXL_SCHEDULER));
    assert.throws(() => weightsSet({ ...own, served: GENERATION }), /scheduler_config\.json cannot be read/);
    const { registry } = weightsSet({ ...own, served: ['retopology', 'rigging'] });
    assert.is(registry['text-to-image'], undefined);
    assert.is(registry.rigging?.name, 'rigging');
  },
  'load the models of what is served, and no others': () => {
    assert.equal(modelsOf(setOf(['matte'])), ['u2net/u2net.onnx']);
    assert.equal(modelsOf(setOf(['matte', 'image-to-3d'])).toSorted(), [
      'triposr/triposr_decoder.onnx',
      'triposr/triposr_encoder.onnx',
      'u2net/u2net.onnx',
    ]);
    assert.is(modelsOf(setOf(['text-to-image'])).filter(name => name.startsWith('sdxl/')).length, 4);
    assert.equal(modelsOf(setOf(['retopology', 'rigging', 'package'])), []);
  },
  'have in their results the version of every model that they ran, from the lock': () => {
    const hashOf = (stage: StageName, changed = lock) => {
      const { registry, modelVersion } = setOf(GENERATION, changed);
      return registry[stage]!.models.map(modelVersion).join();
    };
    const place = 'sdxl/unet/model.onnx_data';
    const changed = { ...lock, [place]: { ...lock[place]!, sha256: 'f'.repeat(64) } };
    assert.is.not(hashOf('text-to-image', changed), hashOf('text-to-image'));
    assert.is(hashOf('matte', changed), hashOf('matte'));
    const otherScheduler = { ...lock, [SDXL_SCHEDULER]: { ...lock[SDXL_SCHEDULER]!, sha256: 'f'.repeat(64) } };
    assert.is.not(hashOf('text-to-image', otherScheduler), hashOf('text-to-image'));
    const { 'u2net/u2net.onnx': _, ...unlocked } = lock;
    assert.throws(() => hashOf('matte', unlocked), /u2net.onnx is not in the lock/);
  },
  'make an image of a prompt with the models of its folder': async () => {
    await runWith(['text-to-image'], async run => {
      const { files } = await run('text-to-image', {});
      const { width, format } = await sharp(files[0]!.path).metadata();
      assert.equal([width, format], [768, 'png']);
    });
  },
  'make a mesh of an upload with the models of their folders': async () => {
    await runWith(['matte', 'image-to-3d'], async run => {
      const matte = await run('matte', { upload: await redFigure() });
      const earlier = new Map([['matte' as const, earlierResult('matte', matte)]]);
      const { files } = await run('image-to-3d', { earlier });
      assert.equal(await glbFaults(readFileSync(files[0]!.path)), []);
    });
  },
});
