/** Colours as images have them, and as light adds up (IEC 61966-2-1, sRGB [H]). */

/** @param value 0..1 */
export const toLinear = (value: number): number =>
  value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;

/** @param value 0..1 */
export const fromLinear = (value: number): number =>
  value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055;
