/** The mesh at its first look: a file of 100 kB that a browser on a phone turns around while the rest is being made. */
import { decimated } from '../../mesh/decimated.ts';
import { extentOf, type Mesh } from '../../mesh/mesh.ts';
import { writeGlb } from '../../mesh/write-glb.ts';

/** Shows a figure's outline at the size of a phone. Own choice; about 2,000 vertices of 32 bytes and 4,000 triangles of 12. */
const TRIANGLE_COUNT = 4000;
/** Of the longest side: a first look may be off by a hand's breadth, but not be large. */
const ERROR_RATIO = 0.05;

/**
 * @param colorsOf linear r g b, 0..1, per vertex of what it is given
 * @returns binary glTF
 */
export async function shapePreview(
  mesh: Mesh,
  colorsOf: (positions: Float32Array) => Promise<Float32Array>,
): Promise<Uint8Array> {
  const coarse = await decimated(mesh, TRIANGLE_COUNT, ERROR_RATIO * extentOf(mesh));
  return writeGlb(coarse, { vertexColors: await colorsOf(coarse.positions) });
}
