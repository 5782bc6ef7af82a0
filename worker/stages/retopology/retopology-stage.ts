/** retopology: from any mesh to a closed one of few faces, with places in a texture. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Json } from '../../../hub/job/canonical-json.ts';
import { failureOf } from '../../../hub/job/failure.ts';
import { type Retopologized, type RetopologyJob, retopologize } from '../../blender/retopologize.ts';
import { decimated } from '../../mesh/decimated.ts';
import type { Mesh } from '../../mesh/mesh.ts';
import { soundSolid } from '../../mesh/sound-solid.ts';
import { checkSurface } from '../../mesh/surface-check.ts';
import { type Faces, facesOf, texturedMesh, trianglesOf } from '../../mesh/textured-mesh.ts';
import { unwrapped } from '../../mesh/unwrapped.ts';
import { writeGlb } from '../../mesh/write-glb.ts';
import type { Stage, StageContext, StageInputs, StageMade } from '../stage.ts';
import { readSource } from './source-glb.ts';

/** POSITION, NORMAL and TEXCOORD_0; the texture comes with the next stage. */
const NAME = 'low-poly.glb';

/** Quads, or pairs of triangles: what engines take for a character that is seen from near [M]. */
const TARGET_FACES = 6000;
/** Of a figure of 1.5 m, voxels of 7.5 mm: about TripoSR's own cells. */
const VOXELS_PER_SIDE = 200;
/** Blender takes about 20 s for 110,000 triangles on two cores, a minute or two where it has to share them (2026-11-28). */
const BLENDER_SECONDS_MAX = 600;
const SEED = 1;

type Made = { readonly kind: 'made'; readonly faces: Faces; readonly facts: { readonly [key: string]: Json } };
type Method = (mesh: Mesh, context: StageContext) => Promise<Made | Extract<StageMade, { kind: 'permanent' }>>;

type RetopologyOptions = {
  /** As Blender is called on this machine. */
  readonly blender?: string;
  readonly targetFaces?: number;
  readonly voxelsPerSide?: number;
};

export function retopologyStage(options: RetopologyOptions = {}) {
  const { blender = 'blender', targetFaces = TARGET_FACES, voxelsPerSide = VOXELS_PER_SIDE } = options;
  const parameters = { targetFaces, voxelsPerSide };
  return stageBy('blender-quadriflow-1', parameters, inBlender(blender, parameters));
}

/** Triangles by meshoptimizer, in a second, without Blender: for a first look. Parts stay apart, and no quads come of it. */
export const quickRetopologyStage = stageBy('meshoptimizer-1', { targetFaces: TARGET_FACES }, async mesh => {
  const low = await decimated(mesh, 2 * TARGET_FACES);
  return { kind: 'made', faces: facesOf(low), facts: { method: 'meshoptimizer', faceCount: low.indices.length / 3 } };
});

function stageBy(version: string, parameters: Json, method: Method) {
  return {
    name: 'retopology',
    version,
    inputs: ['upload', 'image-to-3d'],
    outputs: [NAME],
    models: [],
    parameters,
    run: async (inputs: StageInputs, context: StageContext): Promise<StageMade> => {
      const source = await readSource(inputs);
      if (source.kind === 'permanent') return source;
      const solid = await soundSolid(source.mesh);
      if (solid.kind === 'refused') return refused(solid.detail);
      const { mesh, holeCount, isReduced } = solid;
      context.log('a mesh for retopology', { triangles: mesh.indices.length / 3, holeCount, isReduced });
      context.progress(0.1);

      const made = await method(mesh, context);
      if (made.kind === 'permanent') return made;
      const low = texturedMesh(unwrapped(made.faces));
      const path = join(context.folder, NAME);
      await writeFile(path, await writeGlb(low, low));
      const value = { ...made.facts, triangles: low.indices.length / 3, vertices: low.positions.length / 3 };
      return { kind: 'made', files: [{ name: NAME, path, mediaType: 'model/gltf-binary' }], value };
    },
  } as const satisfies Stage;
}

/** Quads; where they do not close, triangles. */
function inBlender(command: string, parameters: Pick<RetopologyJob, 'targetFaces' | 'voxelsPerSide'>): Method {
  return async (mesh, { folder, signal, log }) => {
    for (const method of ['quads', 'triangles'] as const) {
      const job = { ...parameters, seed: SEED, method };
      const options = { folder: join(folder, `blender-${method}`), signal, secondsMax: BLENDER_SECONDS_MAX, command };
      const run = await retopologize(mesh, job, options);
      if (run.kind === 'refused') return refused(run.why);
      if (run.kind !== 'done') throw new Error(wordsFor(run));
      const check = checkSurface(trianglesOf(run.made).mesh);
      if (check.isClosedManifold && check.componentCount === 1) {
        return { kind: 'made', faces: run.made, facts: { ...run.facts } };
      }
      log('retopology did not close the surface', { method, ...check });
    }
    return refused('no closed surface could be made of the mesh');
  };
}

const refused = (detail: string): Extract<StageMade, { kind: 'permanent' }> => ({
  kind: 'permanent',
  failure: failureOf('no-character', detail),
});

/** Of what another worker, or another try, may do better. */
function wordsFor(run: Exclude<Retopologized, { kind: 'done' | 'refused' }>): string {
  switch (run.kind) {
    case 'missing':
      return 'Blender is not on PATH; the `rigging` target of the worker’s image has it';
    case 'timeout':
      return `Blender was killed after ${BLENDER_SECONDS_MAX} s`;
    case 'aborted':
      return 'Blender was killed: its result is not wanted any more';
    case 'failed':
      return `Blender ${run.how} without a result; it printed: ${run.outputTail}`;
  }
}
