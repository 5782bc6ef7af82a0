/** Runs of retopology by the real Blender, and what a rig needs of what comes of them. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { type RetopologyJob, retopologize } from '../../worker/blender/retopologize.ts';
import { hausdorffDistance } from '../../worker/mesh/hausdorff.ts';
import { heightOf, type Mesh } from '../../worker/mesh/mesh.ts';
import { checkSurface } from '../../worker/mesh/surface-check.ts';
import { texelsOf } from '../../worker/mesh/texels.ts';
import { texturedMesh, trianglesOf } from '../../worker/mesh/textured-mesh.ts';
import { unwrapped } from '../../worker/mesh/unwrapped.ts';
import { near } from '../kit/check.ts';
import { requireBlender } from './require-blender.ts';

/** Smaller than at work, to take seconds. */
const TARGET_FACES = 1800;

export async function retopologized(mesh: Mesh, changes: Partial<RetopologyJob> = {}, script?: string) {
  const job: RetopologyJob = { targetFaces: TARGET_FACES, voxelsPerSide: 88, seed: 1, method: 'quads', ...changes };
  const folder = mkdtempSync(join(tmpdir(), 'asset-hub-retopology-'));
  const signal = new AbortController().signal;
  const run = await retopologize(mesh, job, {
    folder,
    signal,
    secondsMax: 100,
    command: requireBlender(),
    ...(script === undefined ? {} : { script }),
  });
  if (run.kind !== 'done') throw new Error(JSON.stringify(run));
  return { ...run, low: trianglesOf(run.made).mesh, textured: texturedMesh(unwrapped(run.made)) };
}

/** Of one piece, closed, near the source and within a tenth of the budget, and all of it in the texture once. */
export async function isAsWanted(source: Mesh, holeCount = 0): Promise<void> {
  const { facts, low, textured } = await retopologized(source);
  assert.equal([facts.method, facts.quadCount], ['quadriflow', facts.faceCount]);
  near(facts.faceCount / TARGET_FACES, 1, 0.1);
  const { isClosedManifold, componentCount, eulerCharacteristic } = checkSurface(low);
  assert.equal([isClosedManifold, componentCount, eulerCharacteristic], [true, 1, 2 - 2 * holeCount]);
  const distanceRatio = hausdorffDistance(source, low) / heightOf(source);
  assert.ok(distanceRatio < 0.01, `${distanceRatio} of the height away`);
  assert.ok(textured.uvs.every(value => value >= 0 && value <= 1));
  const { overlapRatio } = texelsOf(textured, 512);
  assert.ok(overlapRatio < 0.01, `overlap ${overlapRatio}`);
}
