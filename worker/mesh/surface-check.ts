/** Whether a mesh is a surface that a solid can have. */
import { componentsOf } from './components.ts';
import { edgeListOf } from './edge-list.ts';
import type { Mesh } from './mesh.ts';

export type SurfaceCheck = {
  readonly componentCount: number;
  /** Edges with a triangle on one side only. */
  readonly boundaryEdgeCount: number;
  /** Edges with more than two triangles, or with two that disagree on which side is outside. */
  readonly nonManifoldEdgeCount: number;
  /** Vertices - edges + triangles, of vertices that have triangles: 2 for each sphere, 0 for each torus. */
  readonly eulerCharacteristic: number;
  /** No edge of either kind, and triangles at all. */
  readonly isClosedManifold: boolean;
};

/** Two sheets that touch in a single vertex pass as manifold. */
export function checkSurface(mesh: Mesh): SurfaceCheck {
  const { vertices, upCounts, downCounts } = edgeListOf(mesh);
  let boundaryEdgeCount = 0;
  let nonManifoldEdgeCount = 0;
  upCounts.forEach((up, edge) => {
    const down = downCounts[edge]!;
    if (up + down === 1) boundaryEdgeCount += 1;
    else if (up !== 1 || down !== 1) nonManifoldEdgeCount += 1;
  });
  const edgeCount = vertices.length / 2;
  const triangleCount = mesh.indices.length / 3;
  return {
    componentCount: componentsOf(mesh).count,
    boundaryEdgeCount,
    nonManifoldEdgeCount,
    eulerCharacteristic: new Set(mesh.indices).size - edgeCount + triangleCount,
    isClosedManifold: triangleCount > 0 && boundaryEdgeCount === 0 && nonManifoldEdgeCount === 0,
  };
}
