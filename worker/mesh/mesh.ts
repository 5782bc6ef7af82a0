/** Triangle meshes, as all stages from image-to-3d on pass them on. */

export type Mesh = {
  /** x y z per vertex, in metres; y up, and the character faces +z. */
  readonly positions: Float32Array;
  /** Three per triangle, counter-clockwise seen from outside. */
  readonly indices: Uint32Array;
};

export type Point = readonly [x: number, y: number, z: number];
export type Bounds = { readonly min: Point; readonly max: Point };

/** Of all vertices, used or not. @throws Error for a mesh without any: it has no bounds */
export function boundsOf({ positions }: Pick<Mesh, 'positions'>): Bounds {
  if (positions.length === 0) throw new Error('a mesh without vertices has no bounds');
  const min: [number, number, number] = [Infinity, Infinity, Infinity];
  const max: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  for (let i = 0; i < positions.length; i += 1) {
    const axis = i % 3;
    const value = positions[i]!;
    if (value < min[axis]!) min[axis] = value;
    if (value > max[axis]!) max[axis] = value;
  }
  return { min, max };
}

/** Height, in metres. */
export function heightOf(mesh: Pick<Mesh, 'positions'>): number {
  const { min, max } = boundsOf(mesh);
  return max[1] - min[1];
}

/** The longest side of its box, in metres. */
export function extentOf(mesh: Pick<Mesh, 'positions'>): number {
  const { min, max } = boundsOf(mesh);
  return Math.max(max[0] - min[0], max[1] - min[1], max[2] - min[2]);
}
