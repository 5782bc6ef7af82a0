/**
 * Large planes made tile by tile, because a decoder of images takes memory with the area. Tiles all have the same size: a GPU is
 * slow at a new shape the first time. Neighbours overlap, and one fades into the other.
 */

export type Size = { readonly width: number; readonly height: number };
export type Tile = Size & { readonly left: number; readonly top: number };

/**
 * Tiles that cover everything, evenly spaced, each of `side` or less where the whole has less.
 *
 * @param overlapMin how much neighbours share at least; less than `side`
 * @example tilesOf({ width: 128, height: 80 }, 80, 16).map(({ left }) => left)   // [0, 48]
 */
export function tilesOf({ width, height }: Size, side: number, overlapMin: number): Tile[] {
  const [tileWidth, tileHeight] = [Math.min(side, width), Math.min(side, height)];
  return startsOf(height, tileHeight, overlapMin).flatMap(top =>
    startsOf(width, tileWidth, overlapMin).map(left => ({ left, top, width: tileWidth, height: tileHeight })),
  );
}

function startsOf(length: number, tileLength: number, overlapMin: number): number[] {
  if (tileLength === length) return [0];
  const count = Math.ceil((length - overlapMin) / (tileLength - overlapMin));
  return Array.from({ length: count }, (_, i) => Math.round((i * (length - tileLength)) / (count - 1)));
}

/** @param planes `[channels, height, width]` of the whole @returns the same of the tile */
export function cutTile(
  planes: Float32Array,
  whole: Size,
  { left, top, width, height }: Tile,
): Float32Array<ArrayBuffer> {
  const channelCount = planes.length / (whole.width * whole.height);
  const cut = new Float32Array(channelCount * width * height);
  for (let row = 0; row < channelCount * height; row += 1) {
    const from = (Math.floor(row / height) * whole.height + top + (row % height)) * whole.width + left;
    cut.set(planes.subarray(from, from + width), row * width);
  }
  return cut;
}

/** Puts tiles together: where several are, by how far inside each of them a place is. */
export function createMosaic(whole: Size, channelCount: number) {
  const sums = new Float32Array(channelCount * whole.width * whole.height);
  const weights = new Float32Array(whole.width * whole.height);

  return {
    /** @param planes `[channels, height, width]` of the tile @param fade over how much of its edge it fades; 0: not */
    add: (planes: Float32Array, { left, top, width, height }: Tile, fade: number): void => {
      const [columns, rows] = [insides(width, fade), insides(height, fade)];
      for (let row = 0; row < channelCount * height; row += 1) {
        const y = row % height;
        const place = (top + y) * whole.width + left;
        const sum = ((row - y) / height) * weights.length + place;
        for (let x = 0; x < width; x += 1) {
          const weight = columns[x]! * rows[y]!;
          sums[sum + x]! += weight * planes[row * width + x]!;
          // Once for all channels.
          if (row < height) weights[place + x]! += weight;
        }
      }
    },
    /** `[channels, height, width]`. */
    whole: (): Float32Array<ArrayBuffer> => {
      const planes = new Float32Array(sums.length);
      for (let start = 0; start < sums.length; start += weights.length) {
        for (let i = 0; i < weights.length; i += 1) planes[start + i] = sums[start + i]! / weights[i]!;
      }
      return planes;
    },
  };
}

/** Rises from the edges to 1. Never 0: at the edge of the whole nothing else is there. */
const insides = (length: number, fade: number): Float32Array =>
  Float32Array.from({ length }, (_, place) =>
    Math.min(1, (Math.min(place, length - 1 - place) + 0.5) / Math.max(fade, 0.5)),
  );
