/** A mesh whose vertices are doubled along the seams of its texture. */
import type { Mesh, Point } from './mesh.ts';
import { vertexNormals } from './vertex-normals.ts';

export type TexturedMesh = Mesh & {
  /** x y z per vertex, of length 1; the same on both sides of a seam. */
  readonly normals: Float32Array;
  /** u v per vertex, 0..1, from the image's upper left corner. */
  readonly uvs: Float32Array;
};

/** Faces of three and more corners, counter-clockwise seen from outside. */
export type Faces = {
  /** x y z per vertex, in metres. */
  readonly positions: Float32Array;
  /** The vertex of each face corner. */
  readonly corners: Uint32Array;
  /** The first corner of each face. */
  readonly starts: Uint32Array;
};

/** Each corner with its place in a texture. */
export type UnwrappedFaces = Faces & {
  /** u v per face corner, 0..1, v upwards. */
  readonly uvs: Float32Array;
};

/** The faces' own surface in triangles, without seams: a quad is parted along its shorter diagonal. */
export function trianglesOf({ positions, corners, starts }: Faces): { mesh: Mesh; cornersOfTriangles: Uint32Array } {
  const chosen: number[] = [];
  starts.forEach((start, face) => {
    const end = starts[face + 1] ?? corners.length;
    const isTurned =
      end - start === 4 && gap(positions, corners, start + 1, start + 3) < gap(positions, corners, start, start + 2);
    const hub = isTurned ? 1 : 0;
    const count = end - start;
    for (let i = 1; i + 1 < count; i += 1) {
      chosen.push(start + hub, start + ((hub + i) % count), start + ((hub + i + 1) % count));
    }
  });
  const cornersOfTriangles = Uint32Array.from(chosen);
  return { mesh: { positions, indices: cornersOfTriangles.map(corner => corners[corner]!) }, cornersOfTriangles };
}

/** The triangles of a mesh as faces. */
export const facesOf = ({ positions, indices }: Mesh): Faces => ({
  positions,
  corners: indices,
  starts: Uint32Array.from({ length: indices.length / 3 }, (_, triangle) => 3 * triangle),
});

/** Vertices doubled where a corner's place in the texture is another one. */
export function texturedMesh(faces: UnwrappedFaces): TexturedMesh {
  const { mesh, cornersOfTriangles } = trianglesOf(faces);
  const smooth = vertexNormals(mesh);
  const numbers = new Map<string, number>();
  const positions: number[] = [];
  const normals: number[] = [];
  const uvs: number[] = [];
  const indices = cornersOfTriangles.map(corner => {
    const vertex = faces.corners[corner]!;
    const [u, v] = [faces.uvs[2 * corner]!, faces.uvs[2 * corner + 1]!];
    const name = `${vertex} ${u} ${v}`;
    const known = numbers.get(name);
    if (known !== undefined) return known;
    numbers.set(name, numbers.size);
    positions.push(...pointOf(mesh.positions, vertex));
    normals.push(...pointOf(smooth, vertex));
    uvs.push(u, 1 - v);
    return numbers.size - 1;
  });
  return {
    positions: Float32Array.from(positions),
    indices,
    normals: Float32Array.from(normals),
    uvs: Float32Array.from(uvs),
  };
}

const pointOf = (values: Float32Array, vertex: number): Point => [
  values[3 * vertex]!,
  values[3 * vertex + 1]!,
  values[3 * vertex + 2]!,
];

/** Between the vertices of two corners. */
function gap(positions: Float32Array, corners: Uint32Array, a: number, b: number): number {
  const [from, to] = [pointOf(positions, corners[a]!), pointOf(positions, corners[b]!)];
  return Math.hypot(from[0] - to[0], from[1] - to[1], from[2] - to[2]);
}
