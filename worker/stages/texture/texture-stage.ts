/**
 * texture: the low mesh gets its colours, texel by texel: TripoSR's decoder is asked for those of its own characters, an upload's are
 * looked up on its surface. So the texture does not depend on how fine either mesh is.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import sharp from 'sharp';
import { filledTexture } from '../../mesh/filled-texture.ts';
import { readGlb } from '../../mesh/read-glb.ts';
import { type Texels, texelsOf } from '../../mesh/texels.ts';
import type { TexturedMesh } from '../../mesh/textured-mesh.ts';
import { type Nearest, type TriangleTree, triangleTree } from '../../mesh/triangle-tree.ts';
import { writeGlb } from '../../mesh/write-glb.ts';
import { DECODER } from '../../triposr/contract.ts';
import { SCENE_CODES } from '../image-to-3d/image-to-3d-stage.ts';
import { readSource } from '../retopology/source-glb.ts';
import type { Stage, StageContext, StageInputs, StageMade } from '../stage.ts';
import { sourcePaint } from './source-paint.ts';

export const TEXTURED_FILE = 'textured.glb';
/** Texels along each side: 1.5 mm each on a figure of 1.5 m. TripoSR itself knows no more than 27 mm (planes of 64). */
const SIDE = 1024;
/** Points between two looks at whether the texture is still wanted. */
const SLICE = 20_000;

/** @param side of the texture, in texels */
export const textureStage = (side = SIDE) =>
  ({
    name: 'texture',
    version: 'baked-1',
    inputs: ['upload', 'image-to-3d', 'retopology'],
    outputs: [TEXTURED_FILE],
    models: [DECODER],
    parameters: { side },
    run: async (inputs: StageInputs, context: StageContext): Promise<StageMade> => {
      const source = await readSource(inputs);
      if (source.kind === 'permanent') return source;
      const low = await readLow(inputs);
      const texels = texelsOf(low, side);
      context.progress(0.1);
      const nearest = await nearestOf(triangleTree(source.mesh), texels, context);

      const codesPath = inputs.earlier.get('image-to-3d')?.files.find(({ name }) => name === SCENE_CODES)?.path;
      const colors =
        codesPath === undefined
          ? await paintColors(await sourcePaint(source, context.log), nearest)
          : await askedColors(await readFile(codesPath), surfacePoints(source.mesh, nearest), context);
      const pixels = filledTexture(texels.places, colors, side);
      const baseColor = await sharp(pixels, { raw: { width: side, height: side, channels: 3 } })
        .png()
        .toBuffer();

      const path = join(context.folder, TEXTURED_FILE);
      await writeFile(path, await writeGlb(low, { ...low, baseColor }));
      const shares = { coveredRatio: texels.places.length / side ** 2, overlapRatio: texels.overlapRatio };
      return {
        kind: 'made',
        files: [{ name: TEXTURED_FILE, path, mediaType: 'model/gltf-binary' }],
        value: { side, ...shares },
      };
    },
  }) as const satisfies Stage;

/** What the stage before this one made. @throws Error when it is not there or not as that stage writes it */
async function readLow({ earlier }: StageInputs): Promise<TexturedMesh> {
  const path = earlier.get('retopology')?.files[0]?.path;
  if (path === undefined) throw new Error('texture has no mesh to begin with');
  const read = await readGlb(await readFile(path));
  if (read.kind !== 'read') throw new Error(`the mesh of retopology: ${read.detail}`);
  const { uvs, normals } = read.paints[0] ?? {};
  if (uvs === undefined || normals === undefined) throw new Error('the mesh of retopology has no texture coordinates');
  return { ...read.mesh, uvs, normals };
}

/** On the source's surface, for each texel. Its own thread would be free of it; this one looks up from time to time. */
async function nearestOf(
  { nearest }: TriangleTree,
  { points }: Texels,
  { signal, progress }: StageContext,
): Promise<Nearest[]> {
  const found: Nearest[] = [];
  for (let i = 0; i < points.length; i += 3) {
    found.push(nearest(points[i]!, points[i + 1]!, points[i + 2]!));
    if (found.length % SLICE !== 0) continue;
    await turn();
    signal.throwIfAborted();
    progress(0.1 + (0.5 * i) / points.length);
  }
  return found;
}

function surfacePoints(
  { positions, indices }: Pick<TexturedMesh, 'positions' | 'indices'>,
  nearest: readonly Nearest[],
): Float32Array {
  const points = new Float32Array(3 * nearest.length);
  nearest.forEach(({ triangle, weights }, i) => {
    for (let corner = 0; corner < 3; corner += 1) {
      const vertex = 3 * indices[3 * triangle + corner]!;
      for (let axis = 0; axis < 3; axis += 1) points[3 * i + axis]! += weights[corner]! * positions[vertex + axis]!;
    }
  });
  return points;
}

async function askedColors(file: Uint8Array, points: Float32Array, { host, signal }: StageContext) {
  const sceneCodes = new Float32Array(new Uint8Array(file).buffer);
  return (await host.run('surfaceColors', { sceneCodes, points }, { signal })).value;
}

async function paintColors(
  paintAt: Awaited<ReturnType<typeof sourcePaint>>,
  nearest: readonly Nearest[],
): Promise<Uint8ClampedArray> {
  const colors = new Uint8ClampedArray(3 * nearest.length);
  nearest.forEach((place, i) => {
    colors.set(
      paintAt(place).map(channel => 255 * channel),
      3 * i,
    );
  });
  return colors;
}
