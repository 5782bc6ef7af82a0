/** Images as bytes, and from what models make of them. */

export type RgbImage = {
  readonly width: number;
  readonly height: number;
  /** Rows of RGB, 8 bits each. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
};

/**
 * @param planes `[3, height, width]`, -1..1; what is beyond is cut off
 * @example rgbImage(Float32Array.of(-1, 0, 9), 1, 1).pixels   // Uint8ClampedArray [0, 128, 255]
 */
export function rgbImage(planes: Float32Array, width: number, height: number): RgbImage {
  const area = width * height;
  const pixels = new Uint8ClampedArray(3 * area);
  for (let i = 0; i < area; i += 1) {
    for (let channel = 0; channel < 3; channel += 1) {
      // Assigning rounds to the nearest, and clamps.
      pixels[3 * i + channel] = (planes[channel * area + i]! + 1) * 127.5;
    }
  }
  return { width, height, pixels };
}
