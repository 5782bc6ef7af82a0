/** Textures of uploads and of TripoSR's characters, looked at as a renderer would: at places of the low mesh. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Document, NodeIO } from '@gltf-transform/core';
import sharp from 'sharp';
import * as assert from 'uvu/assert';
import { glbFaults } from '../../../test/gltf/validate-glb.ts';
import { sharedHost } from '../../../test/host/use-host.ts';
import { check } from '../../../test/kit/check.ts';
import type { Mesh } from '../../mesh/mesh.ts';
import { readGlb } from '../../mesh/read-glb.ts';
import { meshOf, sphere } from '../../mesh/shapes.test-data.ts';
import { writeGlb } from '../../mesh/write-glb.ts';
import { writeStandIns } from '../../triposr/stand-in-group.ts';
import { SCENE_CODES } from '../image-to-3d/image-to-3d-stage.ts';
import { quickRetopologyStage } from '../retopology/retopology-stage.ts';
import { runStage } from '../run-stage.ts';
import type { Stage } from '../stage.ts';
import { earlierResult, sha256Of, stageInput, stageRun, unexpected } from '../stage-input.test-data.ts';
import { textureStage } from './texture-stage.ts';

const folderOf = (name: string) => mkdtempSync(join(tmpdir(), `asset-hub-${name}-`));
const host = sharedHost([writeStandIns(folderOf('triposr'))]);
const ball = meshOf(sphere, 24);

async function resultOf(stage: Stage, input: ReturnType<typeof stageInput>) {
  const outcome = await runStage(stage, stageRun(input), { host: (await host()) as never, log: () => {} });
  return outcome.kind === 'made' ? outcome.result : unexpected(JSON.stringify(outcome));
}

function uploadOf(bytes: Uint8Array) {
  const path = join(folderOf('upload'), 'upload');
  writeFileSync(path, bytes);
  return { name: 'upload', path, mediaType: 'model/gltf-binary', sha256: sha256Of(bytes) };
}

type Colored = { readonly mesh: Mesh; readonly colorNear: (x: number, y: number, z: number) => number[] };

/** What its texture shows at the vertex nearest to a point, in tenths. */
async function texturedOf(input: ReturnType<typeof stageInput>): Promise<Colored> {
  const low = earlierResult('retopology', await resultOf(quickRetopologyStage, input));
  const { files, value } = await resultOf(textureStage(256), {
    ...input,
    earlier: new Map([...input.earlier, ['retopology', low]]),
  });
  assert.ok((value as { overlapRatio: number }).overlapRatio < 0.01);
  const bytes = readFileSync(files[0]!.path);
  assert.equal(await glbFaults(bytes), []);
  const read = await readGlb(bytes);
  if (read.kind !== 'read') throw new Error(read.detail);
  const { mesh, paints } = read;
  const { image, uvs } = paints[0]!;
  const { data, info } = await sharp(image).raw().toBuffer({ resolveWithObject: true });
  const colorNear = (...point: readonly [number, number, number]) => {
    const distances = Array.from({ length: mesh.positions.length / 3 }, (_, i) =>
      Math.hypot(...point.map((value, axis) => mesh.positions[3 * i + axis]! - value)),
    );
    const vertex = distances.indexOf(Math.min(...distances));
    const [x, y] = [0, 1].map(axis => Math.floor(uvs![2 * vertex + axis]! * info.width)) as [number, number];
    return [...data.subarray(3 * (x + info.width * y), 3 * (x + info.width * y) + 3)].map(
      c => Math.round(c / 25.5) / 10,
    );
  };
  return { mesh, colorNear };
}

check('the texture of an upload', {
  'shows its vertices’ colours': async () => {
    const vertexColors = Float32Array.from(ball.positions, (_, i) => {
      const x = ball.positions[i - (i % 3)]!;
      return i % 3 === (x > 0 ? 0 : 2) ? 1 : 0;
    });
    const { colorNear } = await texturedOf(stageInput({ upload: uploadOf(await writeGlb(ball, { vertexColors })) }));
    assert.equal(
      [colorNear(0.5, 0.2, 0.2), colorNear(-0.5, 0.2, 0.2)],
      [
        [1, 0, 0],
        [0, 0, 1],
      ],
    );
  },
  'shows its own texture': async () => {
    // Below the middle green; above, a blue that is not quite there.
    const pixels = Uint8Array.from(
      { length: 3 * 64 * 64 },
      (_, i) => (i < 3 * 32 * 64 ? [0, 0, 204] : [0, 255, 0])[i % 3]!,
    );
    const baseColor = await sharp(pixels, { raw: { width: 64, height: 64, channels: 3 } })
      .png()
      .toBuffer();
    const uvs = Float32Array.from({ length: (2 * ball.positions.length) / 3 }, (_, i) =>
      i % 2 === 0 ? 0.5 : 0.5 - ball.positions[3 * Math.floor(i / 2) + 1]! / 2,
    );
    const { colorNear } = await texturedOf(stageInput({ upload: uploadOf(await writeGlb(ball, { baseColor, uvs })) }));
    assert.equal(
      [colorNear(0.2, 0.5, 0.1), colorNear(0.2, -0.5, 0.1)],
      [
        [0, 0, 0.8],
        [0, 1, 0],
      ],
    );
  },
  'shows its material’s colour, and leaves out a picture that is none': async () => {
    const document = await new NodeIO().readBinary(await writeGlb(ball));
    const [material] = document.getRoot().listMaterials();
    material!.setBaseColorFactor([0, 1, 0, 1]);
    const broken = document
      .createTexture()
      .setMimeType('image/png')
      .setImage(Uint8Array.of(1, 2, 3));
    material!.setBaseColorTexture(broken);
    const bytes = await new NodeIO().writeBinary(document as Document);
    const { colorNear } = await texturedOf(stageInput({ upload: uploadOf(bytes) }));
    assert.equal(colorNear(0, 0, 0.6), [0, 1, 0]);
  },
});

check('the texture of a character that TripoSR saw', {
  'is what its decoder says of each texel': async () => {
    const folder = folderOf('image-to-3d');
    // The plane that spans across and up: red on the right, blue on the left, as the picture would have it.
    const codes = new Float32Array(3 * 40 * 64 * 64);
    for (let i = 0; i < 64 * 64; i += 1) codes[2 * 40 * 64 * 64 + (i % 64 >= 32 ? 0 : 2) * 64 * 64 + i] = 1;
    writeFileSync(join(folder, SCENE_CODES), new Uint8Array(codes.buffer));
    writeFileSync(join(folder, 'mesh.glb'), await writeGlb(ball));
    const files = ['mesh.glb', SCENE_CODES].map(name => ({ name, path: join(folder, name), mediaType: 'x/y' }));
    const seen = earlierResult('image-to-3d', { files, value: {}, busySeconds: 1 });
    const { colorNear } = await texturedOf(stageInput({ earlier: new Map([['image-to-3d', seen]]) }));
    assert.equal(
      [colorNear(0.5, 0.2, 0.2), colorNear(-0.5, 0.2, 0.2)],
      [
        [1, 0, 0],
        [0, 0, 1],
      ],
    );
  },
});
