/** A picture of the character for lists and messages, drawn without a GPU. */
import type { Document } from '@gltf-transform/core';
import sharp from 'sharp';
import { meshOf, primitiveOf } from '../../rig/character-document.ts';
import { type Point, pointAt } from '../../rig/point.ts';
import { rasterize, type Surface, type Texture } from './rasterize.ts';

/** Of the picture, in pixels. */
export const PREVIEW_SIDE = 512;
/** Drawn larger and made smaller, which smoothes its edges. */
const OVERSAMPLING = 2;
/** How much of the side the character's longer side takes. */
const FILL_RATIO = 0.92;
/** Half turned to its right, as portraits are. */
const TURN_RADIANS = -0.45;
/** From above the eye's left shoulder, of length 1. */
const LIGHT: Point = [-0.36, 0.48, 0.8];
const WHITE: Texture = { width: 1, height: 1, pixels: Uint8Array.of(255, 255, 255, 255) };

/**
 * @param document with normals; without texture or its coordinates it is white
 * @returns PNG, RGBA, on a transparent ground
 */
export async function renderPreview(document: Document): Promise<Uint8Array> {
  const side = OVERSAMPLING * PREVIEW_SIDE;
  const pixels = rasterize(await surfaceOf(document, side), side);
  return sharp(pixels, { raw: { width: side, height: side, channels: 4 } })
    .resize(PREVIEW_SIDE)
    .png()
    .toBuffer();
}

async function surfaceOf(document: Document, side: number): Promise<Surface> {
  const primitive = primitiveOf(document);
  const { positions, indices } = meshOf(document);
  const normals = primitive.getAttribute('NORMAL')?.getArray();
  if (!(normals instanceof Float32Array)) throw new Error('a character has normals, as floats');
  const coordinates = primitive.getAttribute('TEXCOORD_0')?.getArray();
  const isTextured = coordinates instanceof Float32Array;
  return {
    screen: fitted(turned(positions), side),
    normals: turned(normals),
    textureCoordinates: isTextured ? coordinates : new Float32Array((2 * positions.length) / 3),
    indices,
    texture: isTextured ? await baseColor(document) : WHITE,
    light: LIGHT,
  };
}

async function baseColor(document: Document): Promise<Texture> {
  const image = primitiveOf(document).getMaterial()?.getBaseColorTexture()?.getImage();
  if (!image) return WHITE;
  const { data, info } = await sharp(image).ensureAlpha().raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, pixels: data };
}

function turned(vectors: Float32Array): Float32Array {
  const [sine, cosine] = [Math.sin(TURN_RADIANS), Math.cos(TURN_RADIANS)];
  const turnedVectors = new Float32Array(vectors.length);
  for (let i = 0; 3 * i < vectors.length; i += 1) {
    const [x, y, z] = pointAt(vectors, i);
    turnedVectors.set([cosine * x + sine * z, y, cosine * z - sine * x], 3 * i);
  }
  return turnedVectors;
}

/** In the middle of the image, whose y goes down. */
function fitted(points: Float32Array, side: number): Float32Array {
  const [xs, ys] = [0, 1].map(axis => rangeOf(points, axis)) as [Range, Range];
  const factor = (FILL_RATIO * side) / Math.max(xs.most - xs.least, ys.most - ys.least);
  return points.map((value, i) => {
    if (i % 3 === 0) return side / 2 + factor * (value - (xs.least + xs.most) / 2);
    if (i % 3 === 1) return side / 2 - factor * (value - (ys.least + ys.most) / 2);
    return factor * value;
  });
}

type Range = { readonly least: number; readonly most: number };

function rangeOf(points: Float32Array, axis: number): Range {
  let [least, most] = [Infinity, -Infinity];
  for (let i = axis; i < points.length; i += 3) {
    least = Math.min(least, points[i]!);
    most = Math.max(most, points[i]!);
  }
  return { least, most };
}
