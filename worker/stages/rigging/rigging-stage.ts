/** rigging: from a textured mesh to a skeleton in it and a skin around it. */
import { failureOf } from '../../../hub/job/failure.ts';
import { meshOf, readCharacter } from '../../rig/character-document.ts';
import type { Stage, StageInputs } from '../stage.ts';
import { TEXTURED_FILE } from '../texture/texture-stage.ts';
import type { RigBackend } from './rig-backend.ts';
import { RIG_FILE, SKIN_FILE, writeRig } from './rig-files.ts';

export const riggingStage = (backend: RigBackend) =>
  ({
    name: 'rigging',
    version: `${backend.name}-${backend.version}`,
    inputs: ['texture'],
    outputs: [RIG_FILE, SKIN_FILE],
    models: backend.models,
    parameters: backend.parameters,
    run: async (inputs, context) => {
      const mesh = meshOf(await readCharacter(texturedPath(inputs)));
      if (!hasExtent(mesh.positions) || mesh.indices.length === 0) {
        return { kind: 'permanent', failure: failureOf('no-character', 'the mesh is empty: there is no body to rig') };
      }
      const made = await backend.rig(mesh, context);
      if (made.kind === 'permanent') return made;
      const { skeleton, skin, about } = made;
      const files = await writeRig(context.folder, { backend: backend.name, skeleton, skin });
      return { kind: 'made', files, value: { backend: backend.name, jointCount: skeleton.length, ...about } };
    },
  }) as const satisfies Stage;

/** @throws Error when stage texture did not make it */
export function texturedPath({ earlier }: StageInputs): string {
  const file = earlier.get('texture')?.files.find(({ name }) => name === TEXTURED_FILE);
  if (file === undefined) throw new Error(`there is no ${TEXTURED_FILE} of stage texture to begin with`);
  return file.path;
}

/** Not all at one place. */
const hasExtent = (positions: Float32Array): boolean =>
  positions.every(Number.isFinite) && positions.some((value, i) => value !== positions[i % 3]);
