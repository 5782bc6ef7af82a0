/** A triangle mesh as the stages hand it on. */
export type Mesh = {
  /** x, y, z of each vertex, in metres. y is up, a character faces +z. */
  readonly positions: Float32Array;
  /** Three of each triangle, counter-clockwise as seen from outside. */
  readonly indices: Uint32Array;
};
