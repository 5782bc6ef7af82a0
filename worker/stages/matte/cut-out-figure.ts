/** Makes all of a picture transparent but its main figure. */
import sharp from 'sharp';
import type { Mask } from '../../host/programs/find-figure.ts';
import type { MatteModel } from './matte-models.ts';
import type { RgbaImage } from './read-image.ts';

/** In the place of the model host: a mask of what the model is to see. */
export type AskModel = (planes: Float32Array, side: number) => Promise<Mask>;

/** A chance of a half: where nothing has more, the model sees no figure. */
const FIGURE_MIN = 128;
/** A chance of a tenth. Masks have a faint haze, which would make the figure's box that of the picture. */
const HAZE_MAX = 26;

/**
 * @returns undefined when no figure stands out
 * @throws what the model throws
 */
export async function cutOutFigure(image: RgbaImage, model: MatteModel, ask: AskModel): Promise<RgbaImage | undefined> {
  const { width, height, pixels } = image;
  const { opacities, side } = await ask(await planesOf(image, model), model.side);
  if (opacities.every(opacity => opacity < FIGURE_MIN)) return undefined;
  const mask = await sharp(opacities, { raw: { width: side, height: side, channels: 1 } })
    .resize({ width, height, fit: 'fill' })
    .extractChannel(0)
    .raw()
    .toBuffer();
  const cut = Uint8Array.from(pixels);
  for (const [i, opacity] of mask.entries()) cut[4 * i + 3] = opacity <= HAZE_MAX ? 0 : opacity;
  return { width, height, pixels: cut };
}

/** `[3, side, side]`: the whole picture, pressed into a square. */
async function planesOf(
  { width, height, pixels }: RgbaImage,
  { side, white, means, deviations }: MatteModel,
): Promise<Float32Array> {
  const square = await sharp(pixels, { raw: { width, height, channels: 4 } })
    .removeAlpha()
    .resize({ width: side, height: side, fit: 'fill' })
    .raw()
    .toBuffer();
  const area = side * side;
  const scale =
    white === 'full'
      ? 255
      : Math.max(
          1,
          square.reduce((most, value) => Math.max(most, value), 0),
        );
  return Float32Array.from({ length: 3 * area }, (_, i) => {
    const channel = Math.floor(i / area);
    return (square[3 * (i % area) + channel]! / scale - means[channel]!) / deviations[channel]!;
  });
}
