/** package: from a textured mesh and its rig to the one file that a game engine opens, and a picture of it. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Document } from '@gltf-transform/core';
import { dedup, meshopt, prune } from '@gltf-transform/functions';
import { MeshoptEncoder } from 'meshoptimizer';
import { RESULT_FILES } from '../../../hub/job/result-file.ts';
import { characterIo, meshOf, readCharacter } from '../../rig/character-document.ts';
import { readRig } from '../rigging/rig-files.ts';
import { texturedPath } from '../rigging/rigging-stage.ts';
import type { Stage } from '../stage.ts';
import { PREVIEW_SIDE, renderPreview } from './render-preview.ts';
import { addSkin } from './skinned-document.ts';

export const PREVIEW_FILE = 'preview.png';
const { name: CHARACTER_FILE, mediaType: GLB } = RESULT_FILES.character;

/**
 * `meshopt`: positions and normals of 14 and 8 bits, and packed (EXT_meshopt_compression): for the web. Players on the web read
 * it; of game engines few do [M], so that it is not the default.
 */
export type Compression = 'none' | 'meshopt';

export const packageStage = (compression: Compression = 'none') =>
  ({
    name: 'package',
    version: 'gltf-1',
    inputs: ['texture', 'rigging'],
    outputs: [CHARACTER_FILE, PREVIEW_FILE],
    models: [],
    parameters: { compression, previewSide: PREVIEW_SIDE },
    run: async (inputs, { folder, progress, preview }) => {
      const document = await readCharacter(texturedPath(inputs));
      const { skeleton, skin } = await readRig(inputs.earlier.get('rigging')?.files ?? []);
      addSkin(document, skeleton, skin);
      const picture = await renderPreview(document);
      preview(picture, 'image/png');
      progress(0.5);

      const { positions, indices } = meshOf(document);
      const glb = await encode(document, compression);
      const paths = { glb: join(folder, CHARACTER_FILE), picture: join(folder, PREVIEW_FILE) };
      await writeFile(paths.glb, glb);
      await writeFile(paths.picture, picture);
      return {
        kind: 'made',
        files: [
          { name: CHARACTER_FILE, path: paths.glb, mediaType: GLB },
          { name: PREVIEW_FILE, path: paths.picture, mediaType: 'image/png' },
        ],
        value: {
          jointCount: skeleton.length,
          triangleCount: indices.length / 3,
          vertexCount: positions.length / 3,
          byteCount: glb.byteLength,
        },
      };
    },
  }) as const satisfies Stage;

async function encode(document: Document, compression: Compression): Promise<Uint8Array> {
  // Joints that move nothing stay: whoever animates the character looks for them by name.
  await document.transform(dedup(), prune({ keepLeaves: true }));
  if (compression === 'meshopt') {
    await MeshoptEncoder.ready;
    await document.transform(meshopt({ encoder: MeshoptEncoder, level: 'medium' }));
  }
  return characterIo().writeBinary(document);
}
