/** A character cut out and set in the middle of a grey square, as TripoSR was taught to see it. */
import sharp from 'sharp';
import { type Box, foregroundBox } from './foreground-box.ts';

/** Side of the square in pixels (TripoSR, config.yaml: cond_image_size 512 [H]). */
export const SIDE = 512;
/** How much of the side the character's longer side takes (TripoSR, run.py, read 2026-11-27 [H]). */
export const FOREGROUND_RATIO = 0.85;
/** Half of white; run.py cuts 127.5 off to a whole number. */
const GREY = { r: 127, g: 127, b: 127 };
/** More would take gigabytes: a 100-megapixel image is 400 MB of pixels. */
const PIXEL_COUNT_MAX = 64e6;
/** Those that can be uploaded (hub/job/upload.ts). sharp would read others, too, such as SVG, which can name other files. */
const FORMATS = ['png', 'jpeg', 'webp'];

export type Fitted =
  /** `image`: PNG, RGB. `box`: of the character in the source, in its pixels. */
  | { readonly kind: 'fitted'; readonly image: Uint8Array; readonly box: Box }
  /** No pixel of it is transparent: where the character ends cannot be seen. */
  | { readonly kind: 'opaque' }
  /** All of it is transparent. */
  | { readonly kind: 'empty' }
  | { readonly kind: 'unreadable'; readonly error: unknown };

/** @param path of a PNG, JPEG or WebP whose transparency says what is the character */
export async function fitOnGrey(path: string): Promise<Fitted> {
  let source: { data: Buffer; info: { width: number; height: number } };
  try {
    source = await readPixels(path);
  } catch (error) {
    return { kind: 'unreadable', error };
  }
  const { data, info } = source;
  const { width, height } = info;
  if (data.every((value, i) => i % 4 !== 3 || value === 255)) return { kind: 'opaque' };
  const box = foregroundBox(data, width);
  if (box === undefined) return { kind: 'empty' };

  const scale = (SIDE * FOREGROUND_RATIO) / Math.max(box.width, box.height);
  const fitted = { width: lengthOf(box.width * scale), height: lengthOf(box.height * scale) };
  const left = Math.floor((SIDE - fitted.width) / 2);
  const top = Math.floor((SIDE - fitted.height) / 2);
  const image = await sharp(data, { raw: { width, height, channels: 4 } })
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
  return { kind: 'fitted', image, box };
}

/** Upright, in sRGB, RGBA. */
async function readPixels(path: string) {
  const image = sharp(path, { limitInputPixels: PIXEL_COUNT_MAX, failOn: 'error' });
  const { format } = await image.metadata();
  if (!FORMATS.includes(format)) throw new Error(`an image of format ${format}, not of ${FORMATS.join(', ')}`);
  return image
    .autoOrient()
    .toColourspace('srgb')
    .ensureAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
}

const lengthOf = (length: number): number => Math.max(1, Math.round(length));
