/** A character cut out and set in the middle of a grey square, as TripoSR was taught to see it. */
import sharp from 'sharp';
import { type Box, foregroundBox } from './foreground-box.ts';
import type { RgbaImage } from './read-image.ts';

/** Side of the square in pixels (TripoSR, config.yaml: cond_image_size 512 [H]). */
export const SIDE = 512;
/** How much of the side the character's longer side takes (TripoSR, run.py, read 2026-11-27 [H]). */
export const FOREGROUND_RATIO = 0.85;
/** Half of white; run.py cuts 127.5 off to a whole number. */
const GREY = { r: 127, g: 127, b: 127 };

export type Fitted = {
  /** PNG, RGB. */
  readonly image: Uint8Array;
  /** Of the character in the source, in its pixels. */
  readonly box: Box;
};

/** @returns undefined when all of it is transparent */
export async function fitOnGrey({ width, height, pixels }: RgbaImage): Promise<Fitted | undefined> {
  const box = foregroundBox(pixels, width);
  if (box === undefined) return undefined;
  const scale = (SIDE * FOREGROUND_RATIO) / Math.max(box.width, box.height);
  const fitted = { width: lengthOf(box.width * scale), height: lengthOf(box.height * scale) };
  const left = Math.floor((SIDE - fitted.width) / 2);
  const top = Math.floor((SIDE - fitted.height) / 2);
  const image = await sharp(pixels, { raw: { width, height, channels: 4 } })
    .extract(box)
    .flatten({ background: GREY })
    .resize({ ...fitted, fit: 'fill' })
    .extend({
      left,
      top,
      right: SIDE - left - fitted.width,
      bottom: SIDE - top - fitted.height,
      background: GREY,
    })
    .png()
    .toBuffer();
  return { image, box };
}

const lengthOf = (length: number): number => Math.max(1, Math.round(length));
