/** text-to-image without weights: a figure of capsules, through the same host as a real model. For tests, and to try a hub out. */
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { ModelGroup } from '../../host/model-group.ts';
import { writeGraph } from '../../onnx/write-graph.ts';
import type { Stage, StageMade } from '../stage.ts';
import { sketchFigure } from './sketch-figure.ts';
import { SKETCH_CONTRACT, SKETCH_MODEL, SKETCH_SIDE, sketchGraph } from './sketch-graph.ts';

const NAME = 'image.png';

export const sketchStage = {
  name: 'text-to-image',
  version: 'sketch-1',
  inputs: ['prompt', 'seed'],
  outputs: [NAME],
  models: [SKETCH_MODEL],
  parameters: { side: SKETCH_SIDE },
  run: async ({ prompt = '', seed = 0 }, { folder, host, signal, preview }): Promise<StageMade> => {
    const { value } = await host.infer(SKETCH_MODEL, sketchFigure(prompt, seed), { signal });
    const pixels = Uint8ClampedArray.from(value.image!.data as Float32Array, channel => 255 * channel);
    const image = await sharp(pixels, { raw: { width: SKETCH_SIDE, height: SKETCH_SIDE, channels: 4 } })
      .png()
      .toBuffer();
    preview(image, 'image/png');
    const path = join(folder, NAME);
    await writeFile(path, image);
    return { kind: 'made', files: [{ name: NAME, path, mediaType: 'image/png' }], value: { side: SKETCH_SIDE } };
  },
} as const satisfies Stage;

/** Writes the model into that folder. */
export function writeSketchGroup(folder: string): ModelGroup {
  const file = `${SKETCH_MODEL}.onnx`;
  writeGraph(join(folder, file), sketchGraph());
  // As many capsules as a figure has.
  return {
    name: SKETCH_MODEL,
    folder,
    models: [{ name: SKETCH_MODEL, file, contract: SKETCH_CONTRACT, warmUpDims: { capsules: 6 } }],
  };
}

/** SHA-256 of the model, in hex. */
export const sketchVersion = (): string => createHash('sha256').update(sketchGraph().model).digest('hex');
