/** The colours that an uploaded mesh has: of its material, its vertices and its texture. */
import sharp from 'sharp';
import type { GlbContent, Paint } from '../../mesh/read-glb.ts';
import { fromLinear, toLinear } from '../../mesh/srgb.ts';
import type { Nearest } from '../../mesh/triangle-tree.ts';

/** r g b of a point of the surface, 0..1, sRGB. */
export type PaintAt = (place: Pick<Nearest, 'triangle' | 'weights'>) => readonly [number, number, number];

type Picture = { readonly width: number; readonly height: number; readonly data: Uint8Array };

/** As textures of characters go; a hostile one is a few bytes that unpack to gigabytes. */
const PIXEL_COUNT_MAX = 64e6;
/** Those of glTF 2.0 and its extension for WebP; sharp would read SVG, too, which can name files. */
const FORMATS: readonly string[] = ['png', 'jpeg', 'webp'];

/** Textures that cannot be read are left out. @param log is told of them */
export async function sourcePaint({ mesh, paints }: GlbContent, log: (message: string) => void): Promise<PaintAt> {
  const pictures = new Map<Uint8Array, Picture | undefined>();
  for (const { image } of paints) {
    if (image === undefined || pictures.has(image)) continue;
    pictures.set(
      image,
      await readPicture(image).catch((error: Error) => {
        log(`a texture of the upload is left out: ${error.message}`);
        return undefined;
      }),
    );
  }
  return ({ triangle, weights }) => {
    const paint = paintOf(paints, triangle);
    const corners = [0, 1, 2].map(corner => mesh.indices[3 * triangle + corner]! - paint.firstVertex);
    const mixed = (values: Float32Array, width: number, component: number) =>
      weights.reduce((sum, weight, corner) => sum + weight * values[width * corners[corner]! + component]!, 0);
    const picture = paint.image === undefined ? undefined : pictures.get(paint.image);
    const isPlaced = picture !== undefined && paint.uvs !== undefined;
    const texel = isPlaced ? texelAt(picture, mixed(paint.uvs, 2, 0), mixed(paint.uvs, 2, 1)) : WHITE;
    return channels(channel => {
      const vertex = paint.vertexColors === undefined ? 1 : mixed(paint.vertexColors, 3, channel);
      return fromLinear(paint.factor[channel]! * vertex * toLinear(texel[channel]!));
    });
  };
}

const WHITE = [1, 1, 1] as const;
const channels = (read: (channel: number) => number): [number, number, number] => [read(0), read(1), read(2)];

/** The last that begins at or before it. */
function paintOf(paints: readonly Paint[], triangle: number): Paint {
  let [low, high] = [0, paints.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (paints[middle]!.firstTriangle <= triangle) low = middle;
    else high = middle - 1;
  }
  return paints[low]!;
}

async function readPicture(image: Uint8Array): Promise<Picture> {
  const source = sharp(image, { limitInputPixels: PIXEL_COUNT_MAX });
  const { format } = await source.metadata();
  if (!FORMATS.includes(format)) throw new Error(`an image of format ${format}`);
  const { data, info } = await source
    .toColourspace('srgb')
    .removeAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** Between the four nearest pixels; beyond its sides the picture repeats, as glTF has it by default. */
function texelAt({ width, height, data }: Picture, u: number, v: number): readonly [number, number, number] {
  const [x, y] = [(u - Math.floor(u)) * width - 0.5, (v - Math.floor(v)) * height - 0.5];
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const at = (dx: number, dy: number, channel: number) =>
    data[3 * (((left + dx + width) % width) + width * ((top + dy + height) % height)) + channel]! / 255;
  const [right, down] = [x - left, y - top];
  return channels(
    channel =>
      (1 - down) * ((1 - right) * at(0, 0, channel) + right * at(1, 0, channel)) +
      down * ((1 - right) * at(0, 1, channel) + right * at(1, 1, channel)),
  );
}
