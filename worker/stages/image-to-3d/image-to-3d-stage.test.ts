/** From an image to a mesh through the real host; what stands in for TripoSR has the figure's body and the picture's colours. */
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import * as assert from 'uvu/assert';
import { glbFaults } from '../../../test/gltf/validate-glb.ts';
import { sharedHost, useHost } from '../../../test/host/use-host.ts';
import { check, near } from '../../../test/kit/check.ts';
import type { StageOutcome } from '../../loop/stage-work.ts';
import { boundsOf, heightOf } from '../../mesh/mesh.ts';
import { readGlb } from '../../mesh/read-glb.ts';
import { checkSurface } from '../../mesh/surface-check.ts';
import type { EncodedGraph } from '../../onnx/graph.ts';
import { standInDecoder } from '../../triposr/stand-in-graphs.ts';
import { writeStandIns } from '../../triposr/stand-in-group.ts';
import { runStage } from '../run-stage.ts';
import { earlierResult, stageInput, stageRun, unexpected } from '../stage-input.test-data.ts';
import { imageTo3dStage } from './image-to-3d-stage.ts';

const folderOf = (name: string) => mkdtempSync(join(tmpdir(), `asset-hub-${name}-`));
const standIns = (decoder?: EncodedGraph) =>
  writeStandIns(folderOf('triposr'), decoder === undefined ? {} : { decoder });
const host = sharedHost([standIns()]);

/** Red above, blue below; the left half of it darker. */
async function matte() {
  const path = join(folderOf('matte'), 'matte.png');
  const colorAt = (x: number, y: number) => [y < 256 ? 255 : 0, 0, y < 256 ? 0 : 255].map(c => (x < 256 ? c / 2 : c));
  const pixels = Uint8Array.from({ length: 512 * 512 * 3 }, (_, i) => {
    const pixel = Math.floor(i / 3);
    return colorAt(pixel % 512, Math.floor(pixel / 512))[i % 3]!;
  });
  await sharp(pixels, { raw: { width: 512, height: 512, channels: 3 } })
    .png()
    .toFile(path);
  const files = [{ name: 'matte.png', path, mediaType: 'image/png' }];
  return earlierResult('matte', { files, value: {}, busySeconds: 1 });
}

/** On the coarse grid that a worker takes after it ran out of memory. */
async function run(chosen: Awaited<ReturnType<typeof host>>) {
  const stageRunOf = { ...stageRun(stageInput({ earlier: new Map([['matte', await matte()]]) })), isReduced: true };
  const outcome = await runStage(imageTo3dStage, stageRunOf, { host: chosen as never, log: () => {} });
  return { outcome, ...stageRunOf };
}

const madeOf = (outcome: StageOutcome) =>
  outcome.kind === 'made' ? outcome.result : unexpected(JSON.stringify(outcome));

async function outcomeWith(decoder: EncodedGraph): Promise<StageOutcome> {
  let outcome: StageOutcome | undefined;
  await useHost([standIns(decoder)], async fresh => {
    outcome = (await run(fresh)).outcome;
  });
  return outcome ?? unexpected('it did not run');
}

check('image-to-3d', {
  'makes a closed figure that stands upright and faces forward, coloured like its picture': async () => {
    const { outcome, ratios } = await run(await host());
    const { files, value } = madeOf(outcome);
    assert.equal(
      files.map(({ name }) => name),
      ['mesh.glb', 'scene-codes.bin'],
    );
    const bytes = readFileSync(files[0]!.path);
    assert.equal(await glbFaults(bytes), []);
    const read = await readGlb(bytes);
    if (read.kind !== 'read') throw new Error(read.detail);
    const { mesh, paints } = read;
    const { isClosedManifold, componentCount } = checkSurface(mesh);
    assert.equal([isClosedManifold, componentCount], [true, 1]);
    near(heightOf(mesh), 1.5, 0.02);
    const { min, max } = boundsOf(mesh);
    near(max[0], -min[0], 0.01);
    assert.ok(max[2] > -min[2] + 0.02, 'its feet point forward');

    // The picture's right is +x, its upper half red.
    const colors = paints[0]!.vertexColors!;
    const colorNear = (x: number, y: number) => {
      const vertex = Array.from({ length: colors.length / 3 }, (_, i) => i).find(
        i => Math.hypot(mesh.positions[3 * i]! - x, mesh.positions[3 * i + 1]! - y) < 0.03,
      );
      return [...colors.subarray(3 * vertex!, 3 * vertex! + 3)].map(channel => Math.round(channel * 10) / 10);
    };
    assert.equal(
      [colorNear(0.4, 0.16), colorNear(-0.4, 0.16)],
      [
        [1, 0, 0],
        [0.2, 0, 0],
      ],
    );
    assert.equal(
      [colorNear(0.12, -0.5), colorNear(-0.12, -0.5)],
      [
        [0, 0, 1],
        [0, 0, 0.2],
      ],
    );

    assert.is(readFileSync(files[1]!.path).byteLength, 4 * 3 * 40 * 64 * 64);
    assert.ok((value as { askedPoints: number }).askedPoints < 0.2 * 129 ** 3);
    assert.ok(
      ratios.length > 3 && ratios.every((ratio, i) => ratio >= (ratios[i - 1] ?? 0) && ratio <= 1),
      ratios.join(),
    );
  },
  'shows the bare shape first, as a small file': async () => {
    const { previews, shown } = await run(await host());
    assert.equal(
      previews.map(([type]) => type),
      ['model/gltf-binary'],
    );
    assert.equal(await glbFaults(shown[0]!), []);
    assert.ok(shown[0]!.byteLength < 200_000, `${shown[0]!.byteLength} bytes`);
    const read = await readGlb(shown[0]!);
    if (read.kind !== 'read') throw new Error(read.detail);
    near(heightOf(read.mesh), 1.5, 0.05);
    const triangleCount = read.mesh.indices.length / 3;
    assert.ok(triangleCount > 2000 && triangleCount <= 4000, `${triangleCount} triangles`);
    assert.ok(new Set(read.paints[0]!.vertexColors).size > 2, 'it has colours');
  },
  'that finds nothing, or nothing but a block, says so to its owner': async () => {
    for (const [density, says] of [
      ['nothing', /nothing solid/],
      ['everything', /one solid block/],
    ] as const) {
      const outcome = await outcomeWith(standInDecoder(density));
      if (outcome.kind !== 'permanent') throw new Error(outcome.kind);
      assert.is(outcome.failure.code, 'no-character');
      assert.match(outcome.failure.detail, says);
    }
  },
  'whose model answers no number is no character': async () => {
    const outcome = await outcomeWith(standInDecoder('no-number'));
    assert.equal([outcome.kind, outcome.kind === 'permanent' && outcome.failure.code], ['permanent', 'no-character']);
  },
  'ends when it is not wanted any more': async () => {
    await useHost([standIns()], async fresh => {
      const stop = new AbortController();
      const input = stageInput({ earlier: new Map([['matte', await matte()]]) });
      const asked = { ...stageRun(input, { signal: stop.signal, onProgress: () => stop.abort() }), isReduced: true };
      assert.is((await runStage(imageTo3dStage, asked, { host: fresh as never, log: () => {} })).kind, 'aborted');
    });
  },
});
