import { colorsAt } from '../../triposr/ask-decoder.ts';
import type { Program } from '../program.ts';

export type ColorsRequest = {
  readonly sceneCodes: Float32Array;
  /** x y z each, in metres. */
  readonly points: Float32Array;
};

/** The character's colour at points of its surface: r g b per point, 8 bits, sRGB. */
export const surfaceColors: Program<ColorsRequest, Uint8ClampedArray, never> = async (
  { sceneCodes, points },
  context,
) => {
  const colors = await colorsAt(context, sceneCodes, points);
  return Uint8ClampedArray.from(colors, channel => 255 * channel);
};
