/** From a textured mesh to character.glb through both stages, as Khronos' validator and a reader of glTF see it. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Document } from '@gltf-transform/core';
import sharp from 'sharp';
import * as assert from 'uvu/assert';
import type { StageName } from '../../../hub/plan/stage-names.ts';
import { glbFaults } from '../../../test/gltf/validate-glb.ts';
import { sharedHost } from '../../../test/host/use-host.ts';
import { check, near } from '../../../test/kit/check.ts';
import type { StageResult } from '../../assets/asset-store.ts';
import { boundsOf } from '../../mesh/mesh.ts';
import { capsuleMesh } from '../../rig/capsule-figure.test-data.ts';
import { primitiveOf, readCharacter } from '../../rig/character-document.ts';
import { HUMANOID_JOINTS } from '../../rig/humanoid/humanoid-joints.ts';
import { classicBackend } from '../rigging/classic-backend.ts';
import { readRig } from '../rigging/rig-files.ts';
import { riggingStage } from '../rigging/rigging-stage.ts';
import { figureMesh, texturedResult } from '../rigging/textured-figure.test-data.ts';
import { runStage } from '../run-stage.ts';
import type { Stage } from '../stage.ts';
import { earlierResult, stageInput, stageRun, unexpected } from '../stage-input.test-data.ts';
import { packageStage } from './package-stage.ts';

const host = sharedHost([]);
const log: string[] = [];

async function outcomeOf(stage: Stage, earlier: Partial<Record<StageName, StageResult>>) {
  const results = Object.entries(earlier) as [StageName, StageResult][];
  const input = stageInput({ earlier: new Map(results.map(([name, result]) => [name, earlierResult(name, result)])) });
  const run = stageRun(input);
  return { run, outcome: await runStage(stage, run, { host: await host(), log: message => log.push(message) }) };
}

async function resultOf(stage: Stage, earlier: Partial<Record<StageName, StageResult>>) {
  const { run, outcome } = await outcomeOf(stage, earlier);
  return outcome.kind === 'made' ? { run, result: outcome.result } : unexpected(JSON.stringify(outcome));
}

const mesh = figureMesh();
const texture = await texturedResult(mesh);
const { result: rigging, run: riggingRun } = await resultOf(riggingStage(classicBackend), { texture });
const { result: packed, run: packageRun } = await resultOf(packageStage(), { texture, rigging });
const bytesOf = ({ files }: StageResult, name: string) => readFileSync(files.find(file => file.name === name)!.path);

async function documentOf(glb: Uint8Array): Promise<Document> {
  mkdirSync(packageRun.folder, { recursive: true });
  writeFileSync(`${packageRun.folder}/read.glb`, glb);
  return readCharacter(`${packageRun.folder}/read.glb`);
}

/** Where the skin puts each vertex while no joint has moved, by the formula of glTF 2.0, section 3.7.3.3. */
function atRest(document: Document): Float32Array {
  const primitive = primitiveOf(document);
  const skin = document.getRoot().listSkins()[0]!;
  const [positions, joints, weights] = ['POSITION', 'JOINTS_0', 'WEIGHTS_0'].map(name => primitive.getAttribute(name)!);
  const matrices = skin
    .listJoints()
    .map((joint, i) => product(joint.getWorldMatrix(), skin.getInverseBindMatrices()!.getElement(i, [])));
  return Float32Array.from(
    Array.from({ length: positions!.getCount() }, (_, vertex) => {
      const [x = 0, y = 0, z = 0] = positions!.getElement<number[]>(vertex, []);
      const shares = weights!.getElement<number[]>(vertex, []);
      const places = joints!.getElement<number[]>(vertex, []);
      return [0, 1, 2].map(row =>
        shares.reduce((sum, share, i) => {
          const m = matrices[places[i]!]!;
          return sum + share * (m[row]! * x + m[4 + row]! * y + m[8 + row]! * z + m[12 + row]!);
        }, 0),
      );
    }).flat(),
  );
}

/** Of two matrices, column by column. */
const product = (a: readonly number[], b: readonly number[]): number[] =>
  Array.from({ length: 16 }, (_, i) =>
    [0, 1, 2, 3].reduce((sum, k) => sum + a[(i % 4) + 4 * k]! * b[k + 4 * Math.floor(i / 4)]!, 0),
  );

check('stage rigging', {
  'makes a skeleton and a skin of each vertex': async () => {
    const { backend, skeleton, skin } = await readRig(rigging.files);
    assert.is(backend, 'classic');
    assert.is(skeleton.length, HUMANOID_JOINTS.length);
    assert.is(skin.weights.length, (4 * mesh.positions.length) / 3);
    assert.equal(rigging.value, { backend: 'classic', jointCount: 21, assumed: [] });
    assert.ok(riggingRun.ratios.length > 0);
  },
  'of an empty mesh says to its owner that there is none': async () => {
    const point = { positions: new Float32Array(9), indices: Uint32Array.of(0, 1, 2) };
    const { outcome } = await outcomeOf(riggingStage(classicBackend), { texture: await texturedResult(point) });
    assert.is(outcome.kind === 'permanent' ? outcome.failure.code : outcome.kind, 'no-character');
  },
  'without a textured mesh is a mistake of the hub’s': async () => {
    assert.is((await outcomeOf(riggingStage(classicBackend), {})).outcome.kind, 'transient');
  },
  'logs what a body does not show': async () => {
    const ball = { from: [0, 0.5, 0], to: [0, 0.5, 0], radius: 0.4 } as const;
    const { result } = await resultOf(riggingStage(classicBackend), {
      texture: await texturedResult(capsuleMesh([ball], 0.05)),
    });
    assert.equal((result.value as { assumed: unknown }).assumed, ['legs', 'neck', 'leftArm', 'rightArm']);
    assert.equal(log, ['the body does not show all of its joints']);
  },
});

check('a packed character', {
  'is valid glTF': async () => assert.equal(await glbFaults(bytesOf(packed, 'character.glb')), []),
  'has every joint by its name, where the rig has it': async () => {
    const { skeleton } = await readRig(rigging.files);
    const [skin] = (await documentOf(bytesOf(packed, 'character.glb'))).getRoot().listSkins();
    const joints = skin!.listJoints();
    assert.equal(
      joints.map(joint => joint.getName()),
      HUMANOID_JOINTS,
    );
    joints.forEach((joint, i) => {
      joint.getWorldTranslation().forEach((value, axis) => {
        near(value, skeleton[i]!.position[axis]!, 1e-6);
      });
    });
  },
  'stands as it was made until a joint moves': async () => {
    const document = await documentOf(bytesOf(packed, 'character.glb'));
    atRest(document).forEach((value, i) => {
      near(value, mesh.positions[i]!, 1e-5);
    });
  },
  'has weights that sum to 1, and its texture': async () => {
    const primitive = primitiveOf(await documentOf(bytesOf(packed, 'character.glb')));
    const weights = primitive.getAttribute('WEIGHTS_0')!;
    for (let vertex = 0; vertex < weights.getCount(); vertex += 1) {
      near(
        weights.getElement(vertex, []).reduce((sum, weight) => sum + weight, 0),
        1,
        1e-6,
      );
    }
    assert.is(primitive.getMaterial()?.getBaseColorTexture()?.getMimeType(), 'image/png');
    const { jointCount, triangleCount } = packed.value as Record<string, number>;
    assert.equal([jointCount, triangleCount], [21, mesh.indices.length / 3]);
  },
  'is a third as large with meshopt, valid, and at the same place': async () => {
    const { result } = await resultOf(packageStage('meshopt'), { texture, rigging });
    const [small, large] = [bytesOf(result, 'character.glb'), bytesOf(packed, 'character.glb')];
    assert.ok(small.byteLength < large.byteLength / 3, `${small.byteLength} of ${large.byteLength}`);
    assert.equal(await glbFaults(small), []);
    const document = await documentOf(small);
    const [saw, wanted] = [{ positions: atRest(document) }, mesh].map(boundsOf);
    for (const side of ['min', 'max'] as const) {
      saw![side].forEach((value, axis) => {
        near(value, wanted![side][axis]!, 1e-3);
      });
    }
    assert.equal(
      document
        .getRoot()
        .listSkins()[0]!
        .listJoints()
        .map(joint => joint.getName()),
      HUMANOID_JOINTS,
    );
  },
  'is refused with the skin of another mesh': async () => {
    const other = await texturedResult(figureMesh(0.05));
    const { outcome } = await outcomeOf(packageStage(), { texture: other, rigging });
    assert.match(outcome.kind === 'transient' ? String(outcome.error) : outcome.kind, /a skin of \d+ vertices is none/);
  },
});

check('the picture of a character', {
  'is of its figure on nothing, red above and blue below': async () => {
    const picture = bytesOf(packed, 'preview.png');
    assert.equal(packageRun.previews, [['image/png', picture.byteLength]]);
    const { data, info } = await sharp(picture).raw().toBuffer({ resolveWithObject: true });
    assert.equal([info.width, info.height, info.channels], [512, 512, 4]);
    /** The sums of the colours of all that is there in a row. */
    const rowOf = (y: number) => {
      const pixels = Array.from({ length: 512 }, (_, x) => data.subarray(4 * (512 * y + x), 4 * (512 * y + x) + 4));
      const there = pixels.filter(pixel => pixel[3] === 255);
      return [0, 1, 2].map(channel => there.reduce((sum, pixel) => sum + pixel[channel]!, 0) / there.length);
    };
    assert.equal([...data.subarray(0, 4)], [0, 0, 0, 0]);
    const [chest, shins] = [rowOf(150), rowOf(420)] as [number[], number[]];
    assert.ok(chest[0]! > 100 && chest[0]! > 6 * chest[2]!, `chest ${chest}`);
    assert.ok(shins[2]! > 80 && shins[2]! > 6 * shins[0]!, `shins ${shins}`);
  },
  'fills the height but for a margin': async () => {
    const { data } = await sharp(bytesOf(packed, 'preview.png')).raw().toBuffer({ resolveWithObject: true });
    const rows = Array.from({ length: 512 }, (_, y) => y).filter(y =>
      data.subarray(4 * 512 * y, 4 * 512 * (y + 1)).some((value, i) => i % 4 === 3 && value > 127),
    );
    near(rows.length, 0.92 * 512, 3);
  },
});
