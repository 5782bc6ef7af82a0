/** Triangles to pixels, on the CPU: enough for a thumbnail, and the same on every machine. */
import type { Point } from '../../rig/point.ts';

export type Texture = {
  readonly width: number;
  readonly height: number;
  /** Rows of RGBA, 8 bits each, from the top. */
  readonly pixels: Uint8Array;
};

export type Surface = {
  /** x, y and z of each vertex, in pixels from the upper left corner; z grows towards the eye. */
  readonly screen: Float32Array;
  /** Of each vertex, of length 1, in the space of the light. */
  readonly normals: Float32Array;
  /** Of each vertex: u, v from the texture's upper left corner, 0..1. */
  readonly textureCoordinates: Float32Array;
  readonly indices: Uint32Array;
  readonly texture: Texture;
  /** Towards the light, of length 1. */
  readonly light: Point;
};

/** What the light does not reach is not black. */
const AMBIENT = 0.45;

/**
 * Nearest surface first, both sides of it, texture by its nearest pixel, lit as a matte surface is.
 *
 * @param side of the square image in pixels
 * @returns rows of RGBA; where nothing is, transparent
 */
export function rasterize(surface: Surface, side: number): Uint8Array {
  const { screen, indices } = surface;
  const image = new Uint8Array(4 * side * side);
  const depths = new Float32Array(side * side).fill(-Infinity);
  for (let i = 0; i < indices.length; i += 3) {
    const corners = [indices[i]!, indices[i + 1]!, indices[i + 2]!] as const;
    const [xs, ys] = [corners.map(corner => screen[3 * corner]!), corners.map(corner => screen[3 * corner + 1]!)];
    const [ax, bx, cx] = xs as [number, number, number];
    const [ay, by, cy] = ys as [number, number, number];
    const area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
    if (area === 0) continue;
    const [top, bottom] = [
      Math.max(0, Math.ceil(Math.min(...ys) - 0.5)),
      Math.min(side - 1, Math.floor(Math.max(...ys))),
    ];
    const [left, right] = [
      Math.max(0, Math.ceil(Math.min(...xs) - 0.5)),
      Math.min(side - 1, Math.floor(Math.max(...xs))),
    ];
    for (let row = top; row <= bottom; row += 1) {
      for (let column = left; column <= right; column += 1) {
        const [x, y] = [column + 0.5, row + 0.5];
        const second = ((x - ax) * (cy - ay) - (y - ay) * (cx - ax)) / area;
        const third = ((bx - ax) * (y - ay) - (by - ay) * (x - ax)) / area;
        const shares: Point = [1 - second - third, second, third];
        if (shares[0] < 0 || second < 0 || third < 0) continue;
        const depth = mixed(screen, 3, 2, corners, shares);
        const pixel = column + side * row;
        if (depth <= depths[pixel]!) continue;
        depths[pixel] = depth;
        paint(image, 4 * pixel, surface, corners, shares);
      }
    }
  }
  return image;
}

/** Of an attribute with so many components, the one, between three corners. */
function mixed(
  values: Float32Array,
  stride: number,
  component: number,
  corners: readonly [number, number, number],
  shares: Point,
): number {
  const at = (corner: number) => values[stride * corner + component]!;
  return shares[0] * at(corners[0]) + shares[1] * at(corners[1]) + shares[2] * at(corners[2]);
}

function paint(
  image: Uint8Array,
  offset: number,
  { normals, textureCoordinates, texture, light }: Surface,
  corners: readonly [number, number, number],
  shares: Point,
): void {
  const [nx, ny, nz] = [0, 1, 2].map(axis => mixed(normals, 3, axis, corners, shares)) as [number, number, number];
  const length = Math.hypot(nx, ny, nz) || 1;
  const facing = (nx * light[0] + ny * light[1] + nz * light[2]) / length;
  const brightness = AMBIENT + (1 - AMBIENT) * Math.max(0, facing);
  const cell = (component: 0 | 1, count: number) => {
    const coordinate = mixed(textureCoordinates, 2, component, corners, shares);
    return Math.min(count - 1, Math.floor((coordinate - Math.floor(coordinate)) * count));
  };
  const texel = 4 * (cell(0, texture.width) + texture.width * cell(1, texture.height));
  for (let channel = 0; channel < 3; channel += 1)
    image[offset + channel] = brightness * texture.pixels[texel + channel]!;
  image[offset + 3] = 255;
}
