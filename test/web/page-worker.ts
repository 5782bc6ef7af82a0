/**
 * The worker as it is deployed, with the stages that need no weights, no Blender and no large texture, so that a character takes
 * seconds. A prompt that begins with `a crowd` makes none.
 */
import { standInSet } from '../../worker/stages/sets/stand-in-set.ts';
import { textureStage } from '../../worker/stages/texture/texture-stage.ts';
import { startWorker } from '../../worker/start-worker.ts';

const TEXTURE_SIDE = 256;
const NOBODY = { code: 'no-character', detail: 'nobody is in the picture' } as const;

await startWorker((_settings, folder) => {
  const set = standInSet({ folder, blender: undefined });
  const draw = set.registry['text-to-image']!;
  return {
    ...set,
    registry: {
      ...set.registry,
      texture: textureStage(TEXTURE_SIDE),
      'text-to-image': {
        ...draw,
        run: async (inputs, context) =>
          inputs.prompt?.startsWith('a crowd') ? { kind: 'permanent', failure: NOBODY } : draw.run(inputs, context),
      },
    },
  };
});
