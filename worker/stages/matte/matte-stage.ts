/** matte: from an image to the character in it, on grey. Goes by the image's transparency. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { assertNever } from '../../../hub/assert-never.ts';
import { failureOf } from '../../../hub/job/failure.ts';
import type { Stage, StageInputs, StageMade } from '../stage.ts';
import { FOREGROUND_RATIO, fitOnGrey, SIDE } from './fit-on-grey.ts';

const NAME = 'matte.png';

export const matteStage = {
  name: 'matte',
  version: 'by-transparency-1',
  inputs: ['upload', 'text-to-image'],
  outputs: [NAME],
  models: [],
  parameters: { side: SIDE, foregroundRatio: FOREGROUND_RATIO },
  run: async (inputs, { folder }): Promise<StageMade> => {
    const fitted = await fitOnGrey(imagePath(inputs));
    switch (fitted.kind) {
      case 'fitted': {
        const path = join(folder, NAME);
        await writeFile(path, fitted.image);
        return {
          kind: 'made',
          files: [{ name: NAME, path, mediaType: 'image/png' }],
          value: { box: { ...fitted.box } },
        };
      }
      case 'opaque':
        return refused(
          'the image has no transparent background, and this hub has no model that finds the character in it',
        );
      case 'empty':
        return refused('the image is transparent all over');
      case 'unreadable':
        // What an earlier stage made is not its owner's fault.
        if (inputs.upload === undefined) throw fitted.error;
        return { kind: 'permanent', failure: failureOf('input-unreadable') };
      default:
        return assertNever(fitted);
    }
  },
} as const satisfies Stage;

const refused = (detail: string): StageMade => ({ kind: 'permanent', failure: failureOf('no-character', detail) });

/** A job has the one or the other: it begins with an upload, or the stage before this one made an image. */
function imagePath({ upload, earlier }: StageInputs): string {
  const path = upload?.path ?? earlier.get('text-to-image')?.files[0]?.path;
  if (path === undefined) throw new Error('matte has neither an upload nor an image to begin with');
  return path;
}
