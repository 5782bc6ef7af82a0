/**
 * From a picture to the surface that TripoSR sees in it, all in the model host: the density of a character is 68 MB, its surface
 * 3 MB.
 */
import { largestComponent } from '../../mesh/components.ts';
import { marchingCubes } from '../../mesh/marching-cubes.ts';
import type { Mesh } from '../../mesh/mesh.ts';
import { reprojected } from '../../mesh/reprojected.ts';
import { smoothed } from '../../mesh/smoothed.ts';
import { sparseField } from '../../mesh/sparse-field.ts';
import { densitiesAt } from '../../triposr/ask-decoder.ts';
import { DENSITY_LEVEL, ENCODER, IMAGE_SIDE, RADIUS } from '../../triposr/contract.ts';
import type { Program } from '../program.ts';
import { float32 } from '../tensor.ts';

export type SurfaceRequest = {
  /** r g b per pixel, rows of IMAGE_SIDE from the top. */
  readonly pixels: Uint8Array;
  /** Of the grid along each side, a multiple of 4. */
  readonly cellCount: number;
  /** Of Taubin's smoothing. */
  readonly smoothingRounds: number;
};

export type SurfaceAnswer = {
  /** One closed part; without triangles when nothing is dense enough. */
  readonly mesh: Mesh;
  /** What the decoder knows the character by: SCENE_CODES_DIMS. */
  readonly sceneCodes: Float32Array;
  /** Points of which the density was asked, for the grid. */
  readonly askedCount: number;
  /** Of the volume of all parts, of those that floated around the largest. */
  readonly droppedVolumeRatio: number;
};

/** Told: how far it is, 0..1. */
export const imageToSurface: Program<SurfaceRequest, SurfaceAnswer, number> = async (request, context) => {
  const { pixels, cellCount, smoothingRounds } = request;
  const { scene_codes } = await context.infer(ENCODER, {
    image: float32([1, 3, IMAGE_SIDE, IMAGE_SIDE], planesOf(pixels)),
  });
  const sceneCodes = scene_codes!.data as Float32Array;
  context.tell(ENCODED_RATIO);

  const densityAt = (points: Float32Array) => densitiesAt(context, sceneCodes, points);
  const field = await sparseField(densityAt, {
    cellCount,
    halfSide: RADIUS,
    level: DENSITY_LEVEL,
    // Of all points about a twentieth are asked.
    onProgress: ratio => context.tell(Math.min(SAMPLED_RATIO, ENCODED_RATIO + 8 * ratio)),
  });
  const { mesh, droppedVolumeRatio } = largestComponent(marchingCubes(field, DENSITY_LEVEL));

  let surface = smoothed(mesh, smoothingRounds);
  // The second time with a shorter reach, over which the density is more nearly exponential.
  for (const reach of [field.step / 2, field.step / 8]) {
    surface = await reprojected(surface, densityAt, DENSITY_LEVEL, reach);
  }
  return { mesh: surface, sceneCodes, askedCount: field.askedCount, droppedVolumeRatio };
};

/** Of the program's time, roughly, on a CPU. */
const ENCODED_RATIO = 0.4;
const SAMPLED_RATIO = 0.9;

/** Rows of r g b to three planes, 0..1. */
function planesOf(pixels: Uint8Array): Float32Array {
  const pixelCount = pixels.length / 3;
  return Float32Array.from(
    { length: pixels.length },
    (_, i) => pixels[3 * (i % pixelCount) + Math.floor(i / pixelCount)]! / 255,
  );
}
