/**
 * TripoSR's axes and ours. It sees the character from +x with z up: its camera at azimuth 0 stands at (distance, 0, 0), with +y to
 * the right of the picture (tsr/utils.py, get_spherical_cameras, read 2026-11-28 [H]). Ours faces +z with y up, and +x is to the
 * right of a picture taken from the front. So x, y and z only change places, and nothing is mirrored.
 */

/** @param points x y z each; ours to the decoder's */
export function toDecoder(points: Float32Array): Float32Array {
  const turned = new Float32Array(points.length);
  for (let i = 0; i < points.length; i += 3) {
    turned[i] = points[i + 2]!;
    turned[i + 1] = points[i]!;
    turned[i + 2] = points[i + 1]!;
  }
  return turned;
}
