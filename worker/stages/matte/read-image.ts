/** A picture that somebody gave or a model made, as pixels. */
import sharp from 'sharp';

export type RgbaImage = {
  readonly width: number;
  readonly height: number;
  /** Rows of RGBA, 8 bits each. */
  readonly pixels: Uint8Array;
};

/** More would take gigabytes: a 100-megapixel image is 400 MB of pixels. */
const PIXEL_COUNT_MAX = 64e6;
/** Those that can be uploaded (hub/job/upload.ts). sharp would read others, too, such as SVG, which can name other files. */
const FORMATS = ['png', 'jpeg', 'webp'];

/**
 * Upright, in sRGB.
 *
 * @throws Error for what is none of these formats, is damaged, cut off or too large
 */
export async function readImage(path: string): Promise<RgbaImage> {
  const image = sharp(path, { limitInputPixels: PIXEL_COUNT_MAX, failOn: 'error' });
  const { format } = await image.metadata();
  if (!FORMATS.includes(format)) throw new Error(`an image of format ${format}, not of ${FORMATS.join(', ')}`);
  const { data, info } = await image
    .autoOrient()
    .toColourspace('srgb')
    .ensureAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, pixels: data };
}

/** Nothing of it lets anything through: where a figure ends cannot be seen. */
export const isOpaque = ({ pixels }: RgbaImage): boolean => pixels.every((value, i) => i % 4 !== 3 || value === 255);

/** One colour all over. */
export const isBlank = ({ pixels }: RgbaImage): boolean => pixels.every((value, i) => value === pixels[i % 4]);
