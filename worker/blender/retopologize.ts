/** The retopology script's files and words, on our side. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Seconds } from '../../hub/units.ts';
import { boundsOf, extentOf, type Mesh } from '../mesh/mesh.ts';
import type { Faces } from '../mesh/textured-mesh.ts';
import { type BlenderRun, runBlender } from './run-blender.ts';

export type RetopologyJob = {
  /** Quads, or pairs of triangles. */
  readonly targetFaces: number;
  /** Along the longest side of the mesh's box: what is thinner than two of them may be lost. */
  readonly voxelsPerSide: number;
  readonly seed: number;
  /** Quads by QuadriFlow, or triangles by decimation; the first falls back to the second. */
  readonly method: 'quads' | 'triangles';
};

const resultSchema = z.union([
  z.strictObject({ refusal: z.string() }),
  z.strictObject({
    method: z.enum(['quadriflow', 'decimate']),
    faceCount: z.int().positive(),
    quadCount: z.int().nonnegative(),
    /** Of the surface, what hung together with nothing. */
    droppedFaceRatio: z.number(),
    blender: z.string(),
  }),
]);
export type RetopologyFacts = Exclude<z.infer<typeof resultSchema>, { refusal: string }>;

export type Retopologized =
  | { readonly kind: 'done'; readonly made: Faces; readonly facts: RetopologyFacts }
  /** For the owner of the mesh. */
  | { readonly kind: 'refused'; readonly why: string }
  | Exclude<BlenderRun, { kind: 'done' }>;

/** As large in Blender as anything is, at its origin: some of its thresholds are lengths. */
const EXTENT_IN_BLENDER = 2;
const SCRIPT = join(import.meta.dirname, 'retopologize.py');

/** @param options.folder for its files; made here */
export async function retopologize(
  mesh: Mesh,
  job: RetopologyJob,
  options: {
    readonly folder: string;
    readonly signal: AbortSignal;
    readonly secondsMax: Seconds;
    readonly command?: string;
    readonly script?: string;
  },
): Promise<Retopologized> {
  const { folder } = options;
  await mkdir(folder, { recursive: true });
  const { min } = boundsOf(mesh);
  const ratio = EXTENT_IN_BLENDER / extentOf(mesh);
  const placed = mesh.positions.map((value, i) => ratio * (value - min[i % 3]!));
  await writeFile(join(folder, 'source.positions'), placed);
  await writeFile(join(folder, 'source.indices'), mesh.indices);
  await writeFile(join(folder, 'job.json'), JSON.stringify(job));
  const run = await runBlender({ script: SCRIPT, ...options });
  if (run.kind !== 'done') return run;
  const facts = resultSchema.parse(run.result);
  if ('refusal' in facts) return { kind: 'refused', why: facts.refusal };
  const bufferOf = async (name: string) => new Uint8Array(await readFile(join(folder, `made.${name}`))).buffer;
  const made = {
    positions: new Float32Array(await bufferOf('positions')).map((value, i) => value / ratio + min[i % 3]!),
    corners: new Uint32Array(await bufferOf('corners')),
    starts: new Uint32Array(await bufferOf('starts')),
  };
  return { kind: 'done', made, facts };
}
