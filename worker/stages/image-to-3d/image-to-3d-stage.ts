/** image-to-3d: from a character on grey to its surface, by TripoSR. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { failureOf } from '../../../hub/job/failure.ts';
import { RESULT_FILES } from '../../../hub/job/result-file.ts';
import { signedVolume } from '../../mesh/measures.ts';
import { boundsOf, type Mesh } from '../../mesh/mesh.ts';
import { toLinear } from '../../mesh/srgb.ts';
import { writeGlb } from '../../mesh/write-glb.ts';
import { DECODER, ENCODER, IMAGE_SIDE, RADIUS, SCENE_CODES_DIMS } from '../../triposr/contract.ts';
import type { Stage, StageMade } from '../stage.ts';
import { shapePreview } from './shape-preview.ts';

/** What a job of kind mesh is for, and what retopology begins with. */
export const MESH = RESULT_FILES.mesh.name;
/** What the decoder knows the character by; the texture stage asks it for colours. float32, little-endian, SCENE_CODES_DIMS. */
export const SCENE_CODES = 'scene-codes.bin';

/** As TripoSR's own run.py has it: 1.74 m / 256 = 7 mm a cell [H]. */
const CELL_COUNT = 256;
/** After running out of memory: an eighth of the points. */
const REDUCED_CELL_COUNT = 128;
/** Enough for the steps of the grid; re-projection brings back what it takes from the shape. */
const SMOOTHING_ROUNDS = 5;
/** Of the decoder's cube. Less is specks of noise: a figure of matches takes 2e-3. */
const VOLUME_RATIO_MIN = 1e-4;

export const imageTo3dStage = {
  name: 'image-to-3d',
  version: 'triposr-1',
  inputs: ['matte'],
  outputs: [MESH, SCENE_CODES],
  models: [ENCODER, DECODER],
  parameters: { cellCount: CELL_COUNT, smoothingRounds: SMOOTHING_ROUNDS },
  run: async ({ earlier }, { folder, host, signal, progress, preview, isReduced }): Promise<StageMade> => {
    const image = earlier.get('matte')?.files[0]?.path;
    if (image === undefined) throw new Error('image-to-3d has no image to begin with');
    const request = {
      pixels: await readPixels(image),
      cellCount: isReduced ? REDUCED_CELL_COUNT : CELL_COUNT,
      smoothingRounds: SMOOTHING_ROUNDS,
    };
    const { value } = await host.run('imageToSurface', request, { signal, onStep: progress });
    const { mesh, sceneCodes, askedCount, droppedVolumeRatio } = value;
    const refusal = refusalOf(mesh);
    if (refusal !== undefined) return { kind: 'permanent', failure: failureOf('no-character', refusal) };

    const colorsOf = async (points: Float32Array) => {
      const colors = await host.run('surfaceColors', { sceneCodes, points }, { signal });
      return Float32Array.from(colors.value, channel => toLinear(channel / 255));
    };
    preview(await shapePreview(mesh, colorsOf), 'model/gltf-binary');
    const vertexColors = await colorsOf(mesh.positions);
    const files = [
      { name: MESH, path: join(folder, MESH), mediaType: 'model/gltf-binary' },
      { name: SCENE_CODES, path: join(folder, SCENE_CODES), mediaType: 'application/octet-stream' },
    ] as const;
    await writeFile(files[0].path, await writeGlb(mesh, { vertexColors }));
    await writeFile(files[1].path, new Uint8Array(sceneCodes.buffer, sceneCodes.byteOffset, sceneCodes.byteLength));
    const counts = { vertices: mesh.positions.length / 3, triangles: mesh.indices.length / 3, askedPoints: askedCount };
    return { kind: 'made', files, value: { ...counts, droppedVolumeRatio, sceneCodesDims: [...SCENE_CODES_DIMS] } };
  },
} as const satisfies Stage;

/** Rows of r g b from the top. */
const readPixels = (path: string): Promise<Uint8Array> =>
  sharp(path).resize(IMAGE_SIDE, IMAGE_SIDE, { fit: 'fill' }).removeAlpha().toColourspace('srgb').raw().toBuffer();

/** Why no character can come of it, for its owner. */
function refusalOf(mesh: Mesh): string | undefined {
  const cube = (2 * RADIUS) ** 3;
  if (mesh.indices.length === 0 || signedVolume(mesh) < VOLUME_RATIO_MIN * cube) {
    return 'nothing solid was found in the picture; show one whole figure, clearly apart from its background';
  }
  const { min, max } = boundsOf(mesh);
  const isFilling = min.every((low, axis) => max[axis]! - low > 2 * RADIUS * (1 - 4 / REDUCED_CELL_COUNT));
  if (isFilling) return 'the picture is one solid block; show one whole figure with some space around it';
  return undefined;
}
