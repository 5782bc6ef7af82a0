/**
 * matte: from an image to the character in it, on grey. What is transparent says where the character ends; where nothing is, a
 * model finds it.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { failureOf } from '../../../hub/job/failure.ts';
import type { Stage, StageContext, StageInputs, StageMade } from '../stage.ts';
import { cutOutFigure } from './cut-out-figure.ts';
import { FOREGROUND_RATIO, fitOnGrey, SIDE } from './fit-on-grey.ts';
import type { MatteModel } from './matte-models.ts';
import { isBlank, isOpaque, type RgbaImage, readImage } from './read-image.ts';

const NAME = 'matte.png';
/** Of a character's longer side, in pixels. It is enlarged to 435, seven times at most. */
const FIGURE_SIDE_MIN = 64;

/** What the person who asked can do about it. */
const REFUSALS = Object.freeze({
  blank: 'the image is one colour all over; send one that shows a character',
  noModel:
    'the image has no transparent background, and this hub has no model that finds the character in it; cut the character out, and send a PNG or WebP',
  transparent: 'the image is transparent all over; send one that shows a character',
  noFigure:
    'no character stands out from the background of the image; put it on a plain background, or cut it out and send a PNG or WebP',
  tooSmall: (width: number, height: number) =>
    `the character in the image is ${width} x ${height} pixels; send one that is at least ${FIGURE_SIDE_MIN} high or wide`,
});

/** @param model that the host has loaded; absent: images without transparency are refused */
export function createMatteStage(model?: MatteModel) {
  return {
    name: 'matte',
    version: 'figure-1',
    inputs: ['upload', 'text-to-image'],
    outputs: [NAME],
    models: model === undefined ? [] : [model.name],
    parameters: { side: SIDE, foregroundRatio: FOREGROUND_RATIO, model: model === undefined ? null : taught(model) },
    run: async (inputs, context): Promise<StageMade> => {
      const path = imagePath(inputs);
      let image: RgbaImage;
      try {
        image = await readImage(path);
      } catch (error) {
        // What an earlier stage made is not its owner's fault.
        if (inputs.upload === undefined) throw error;
        return { kind: 'permanent', failure: failureOf('input-unreadable') };
      }
      if (!isOpaque(image)) return matteOf(image, REFUSALS.transparent, context.folder);
      if (isBlank(image)) return refused(REFUSALS.blank);
      if (model === undefined) return refused(REFUSALS.noModel);
      const figure = await cutOut(image, model, context);
      return figure === undefined ? refused(REFUSALS.noFigure) : matteOf(figure, REFUSALS.noFigure, context.folder);
    },
  } as const satisfies Stage;
}

/** How it sees a picture; which one it is, is said by its version. */
const taught = ({ side, white, means, deviations }: MatteModel) => ({
  side,
  white,
  means: [...means],
  deviations: [...deviations],
});

const cutOut = (image: RgbaImage, model: MatteModel, { host, signal }: StageContext) =>
  cutOutFigure(image, model, async (planes, side) => {
    const { value } = await host.run('findFigure', { model: model.name, planes, side }, { signal });
    return value;
  });

async function matteOf(image: RgbaImage, nothingThere: string, folder: string): Promise<StageMade> {
  const fitted = await fitOnGrey(image);
  if (fitted === undefined) return refused(nothingThere);
  const { width, height } = fitted.box;
  if (Math.max(width, height) < FIGURE_SIDE_MIN) return refused(REFUSALS.tooSmall(width, height));
  const path = join(folder, NAME);
  await writeFile(path, fitted.image);
  return { kind: 'made', files: [{ name: NAME, path, mediaType: 'image/png' }], value: { box: { ...fitted.box } } };
}

const refused = (detail: string): StageMade => ({ kind: 'permanent', failure: failureOf('no-character', detail) });

/** A job has the one or the other: it begins with an upload, or the stage before this one made an image. */
function imagePath({ upload, earlier }: StageInputs): string {
  const path = upload?.path ?? earlier.get('text-to-image')?.files[0]?.path;
  if (path === undefined) throw new Error('matte has neither an upload nor an image to begin with');
  return path;
}
