export type Box = { readonly left: number; readonly top: number; readonly width: number; readonly height: number };

/**
 * The smallest box around all that is not wholly transparent.
 *
 * @param pixels rows of RGBA, 8 bits each
 * @returns in pixels; undefined when all is transparent
 * @example foregroundBox(Uint8Array.of(0, 0, 0, 0, 9, 9, 9, 1), 2)   // { left: 1, top: 0, width: 1, height: 1 }
 */
export function foregroundBox(pixels: Uint8Array, imageWidth: number): Box | undefined {
  let [left, top, right, bottom] = [Infinity, Infinity, -1, -1];
  for (let index = 0; 4 * index < pixels.length; index += 1) {
    if (pixels[4 * index + 3] === 0) continue;
    const x = index % imageWidth;
    const y = Math.floor(index / imageWidth);
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = y;
  }
  return right < 0 ? undefined : { left, top, width: right - left + 1, height: bottom - top + 1 };
}
