/** Parts of a mesh that hang together by shared vertices. */
import { compacted } from './compacted.ts';
import { signedVolume } from './measures.ts';
import type { Mesh } from './mesh.ts';

export type Components = {
  /** Of parts that have triangles. */
  readonly count: number;
  /** Part of each triangle, 0 .. count - 1. */
  readonly ofTriangle: Uint32Array;
};

export function componentsOf({ positions, indices }: Mesh): Components {
  const parents = Uint32Array.from({ length: positions.length / 3 }, (_, vertex) => vertex);
  const rootOf = (vertex: number): number => {
    let root = vertex;
    while (parents[root] !== root) root = parents[root] = parents[parents[root]!]!;
    return root;
  };
  for (let i = 0; i < indices.length; i += 3) {
    const root = rootOf(indices[i]!);
    parents[rootOf(indices[i + 1]!)] = root;
    parents[rootOf(indices[i + 2]!)] = root;
  }
  const numbers = new Map<number, number>();
  const ofTriangle = Uint32Array.from({ length: indices.length / 3 }, (_, triangle) => {
    const root = rootOf(indices[3 * triangle]!);
    const known = numbers.get(root) ?? numbers.size;
    numbers.set(root, known);
    return known;
  });
  return { count: numbers.size, ofTriangle };
}

export type LargestComponent = {
  readonly mesh: Mesh;
  /** Of the volume that all parts enclose, what was left out: 0..1. */
  readonly droppedVolumeRatio: number;
};

/** The part that encloses the most, without what floats around it and without hollows inside. */
export function largestComponent(mesh: Mesh): LargestComponent {
  const { count, ofTriangle } = componentsOf(mesh);
  if (count <= 1) return { mesh, droppedVolumeRatio: 0 };
  const parts = Array.from({ length: count }, (): number[] => []);
  ofTriangle.forEach((part, triangle) => {
    parts[part]!.push(triangle);
  });
  const meshes = parts.map(triangles => ({ ...mesh, indices: trianglesOf(mesh.indices, triangles) }));
  // Hollows count below zero.
  const volumes = meshes.map(signedVolume);
  const largest = volumes.indexOf(Math.max(...volumes));
  const total = volumes.reduce((sum, volume) => sum + Math.abs(volume), 0);
  const dropped = total - Math.abs(volumes[largest]!);
  return { mesh: compacted(meshes[largest]!), droppedVolumeRatio: total === 0 ? 0 : dropped / total };
}

function trianglesOf(indices: Uint32Array, triangles: readonly number[]): Uint32Array {
  const chosen = new Uint32Array(3 * triangles.length);
  triangles.forEach((triangle, i) => {
    chosen.set(indices.subarray(3 * triangle, 3 * triangle + 3), 3 * i);
  });
  return chosen;
}
