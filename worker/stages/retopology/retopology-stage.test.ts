/** From meshes as people have them to meshes of few faces, as the loop runs the stage. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { requireBlender } from '../../../test/blender/require-blender.ts';
import { glbFaults } from '../../../test/gltf/validate-glb.ts';
import { check, near } from '../../../test/kit/check.ts';
import { hausdorffDistance } from '../../mesh/hausdorff.ts';
import { heightOf, type Mesh } from '../../mesh/mesh.ts';
import { readGlb } from '../../mesh/read-glb.ts';
import { CUBE, humanoid, meshOf, quadruped } from '../../mesh/shapes.test-data.ts';
import { checkSurface } from '../../mesh/surface-check.ts';
import { welded } from '../../mesh/welded.ts';
import { writeGlb } from '../../mesh/write-glb.ts';
import { runStage } from '../run-stage.ts';
import type { Stage } from '../stage.ts';
import { sha256Of, stageInput, stageRun, unexpected } from '../stage-input.test-data.ts';
import { quickRetopologyStage, retopologyStage } from './retopology-stage.ts';

function uploadOf(bytes: Uint8Array | string) {
  const path = join(mkdtempSync(join(tmpdir(), 'asset-hub-upload-')), 'upload');
  writeFileSync(path, bytes);
  return { name: 'upload', path, mediaType: 'model/gltf-binary', sha256: sha256Of(bytes) };
}
const meshUpload = async (mesh: Mesh) => uploadOf(await writeGlb(mesh));

/** Smaller than at work, to take seconds. */
const TARGET_FACES = 1500;
const SMALL = retopologyStage({ blender: requireBlender(), targetFaces: TARGET_FACES, voxelsPerSide: 80 });

/** The stage needs no model host. */
const outcomeOf = (stage: Stage, upload?: ReturnType<typeof uploadOf>) =>
  runStage(stage, stageRun(stageInput(upload === undefined ? {} : { upload })), {
    host: undefined as never,
    log: () => {},
  });

async function madeOf(stage: Stage, mesh: Mesh) {
  const outcome = await outcomeOf(stage, await meshUpload(mesh));
  if (outcome.kind !== 'made') return unexpected(JSON.stringify(outcome));
  const bytes = readFileSync(outcome.result.files[0]!.path);
  assert.equal(await glbFaults(bytes), []);
  const read = await readGlb(bytes);
  if (read.kind !== 'read') throw new Error(read.detail);
  const value = outcome.result.value as { faceCount: number; quadCount: number; triangles: number };
  return { value, read, surface: await welded(read.mesh) };
}

async function failureOf(bytes: Uint8Array | string) {
  const outcome = await outcomeOf(quickRetopologyStage, uploadOf(bytes));
  return outcome.kind === 'permanent' ? `${outcome.failure.code}: ${outcome.failure.detail}` : outcome.kind;
}

check('retopology', {
  'of an upload with a hole is quads over all of it': async () => {
    const whole = meshOf(quadruped, 64);
    const middle = whole.indices.length / 2 - ((whole.indices.length / 2) % 3);
    const indices = Uint32Array.from([...whole.indices.subarray(0, middle), ...whole.indices.subarray(middle + 60)]);
    assert.ok(checkSurface({ ...whole, indices }).boundaryEdgeCount > 10);
    const { value, surface, read } = await madeOf(SMALL, { ...whole, indices });
    near(value.faceCount / TARGET_FACES, 1, 0.1);
    assert.is(value.quadCount, value.faceCount);
    const { isClosedManifold, componentCount } = checkSurface(surface);
    assert.equal([isClosedManifold, componentCount], [true, 1]);
    assert.ok(hausdorffDistance(whole, surface) < 0.02 * heightOf(whole));
    assert.is(read.paints[0]?.uvs?.length, (2 * read.mesh.positions.length) / 3);
  },
  'without Blender is triangles, closed and close': async () => {
    const source = meshOf(humanoid, 96);
    const { value, surface } = await madeOf(quickRetopologyStage, source);
    near(value.triangles, 12_000, 100);
    assert.ok(checkSurface(surface).isClosedManifold);
    assert.ok(hausdorffDistance(source, surface) < 0.01 * heightOf(source));
  },
  'of a small upload far from its origin is where that was, and as small': async () => {
    const placed = CUBE.positions.map((value, i) => 0.01 * value + (i % 3 === 1 ? 5 : 0));
    const { surface } = await madeOf(quickRetopologyStage, { ...CUBE, positions: placed });
    near(heightOf(surface), 0.01, 1e-5);
    near(Math.min(...surface.positions.filter((_, i) => i % 3 === 1)), 5, 1e-5);
  },
  'that nothing can come of says so to the upload’s owner': async () => {
    const nothing = await writeGlb({ positions: Float32Array.of(0, 0, 0), indices: new Uint32Array(3) });
    assert.match(await failureOf(nothing), /^no-character: the mesh has no triangles/);
    const sheet = await writeGlb({ ...CUBE, indices: CUBE.indices.slice(0, 6) });
    assert.match(await failureOf(sheet), /^no-character: .*encloses nothing/);
    const positions = CUBE.positions.slice();
    positions[3] = Number.NaN;
    assert.match(await failureOf(await writeGlb({ ...CUBE, positions })), /^input-unreadable: .*no finite numbers/);
    assert.match(await failureOf('glTF and no more'), /^input-unreadable: .*damaged/);
  },
  'where Blender is missing may go better on another worker': async () => {
    const outcome = await outcomeOf(retopologyStage({ blender: '/nowhere/blender' }), await meshUpload(CUBE));
    assert.is(outcome.kind, 'transient');
    assert.match(String(outcome.kind === 'transient' && outcome.error), /Blender is not on PATH/);
  },
  'without anything to begin with is a mistake of the hub’s': async () =>
    assert.is((await outcomeOf(quickRetopologyStage)).kind, 'transient'),
});
