/** Which texel of a texture shows which point of a mesh. */
import type { TexturedMesh } from './textured-mesh.ts';

export type Texels = {
  /** Width and height of the texture. */
  readonly side: number;
  /** Of each texel that shows something: row by row from the top. */
  readonly places: Uint32Array;
  /** x y z of what each shows, in metres. */
  readonly points: Float32Array;
  /** Of these texels, those whose middle lies inside more than one triangle: 0..1. */
  readonly overlapRatio: number;
};

/**
 * So far beyond a triangle's edges a texel still counts as its own, in texels: on the edge of a chart its middle may lie just
 * outside, and what is looked up there mixes it in.
 */
const EDGE_TEXELS = 0.5;

/** @param side in texels */
export function texelsOf(mesh: Pick<TexturedMesh, 'positions' | 'indices' | 'uvs'>, side: number): Texels {
  const { positions, indices, uvs } = mesh;
  /** How deep inside its triangle each texel's middle lies, in texels; that of the deepest. */
  const depths = new Float32Array(side * side).fill(-Infinity);
  const owners = new Int32Array(side * side).fill(-1);
  const weights = new Float32Array(2 * side * side);
  const isShared = new Uint8Array(side * side);

  for (let i = 0; i < indices.length; i += 3) {
    const [a, b, c] = [0, 1, 2].map(corner => indices[i + corner]!) as [number, number, number];
    const [ax, ay, bx, by, cx, cy] = [a, b, c].flatMap(vertex => [
      uvs[2 * vertex]! * side,
      uvs[2 * vertex + 1]! * side,
    ]) as [number, number, number, number, number, number];
    const area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
    if (area === 0) continue;
    // From a corner's weight to how far it is from the side opposite to it.
    const heightA = Math.abs(area) / Math.hypot(cx - bx, cy - by);
    const heightB = Math.abs(area) / Math.hypot(ax - cx, ay - cy);
    const heightC = Math.abs(area) / Math.hypot(bx - ax, by - ay);
    const from = (low: number) => Math.max(0, Math.floor(low - 0.5 - EDGE_TEXELS));
    const to = (high: number) => Math.min(side - 1, Math.ceil(high - 0.5 + EDGE_TEXELS));
    for (let y = from(Math.min(ay, by, cy)); y <= to(Math.max(ay, by, cy)); y += 1) {
      for (let x = from(Math.min(ax, bx, cx)); x <= to(Math.max(ax, bx, cx)); x += 1) {
        const [px, py] = [x + 0.5, y + 0.5];
        const wa = ((bx - px) * (cy - py) - (by - py) * (cx - px)) / area;
        const wb = ((cx - px) * (ay - py) - (cy - py) * (ax - px)) / area;
        const depth = Math.min(wa * heightA, wb * heightB, (1 - wa - wb) * heightC);
        if (depth < -EDGE_TEXELS) continue;
        const place = x + side * y;
        if (depth > INSIDE_TEXELS && depths[place]! > INSIDE_TEXELS) isShared[place] = 1;
        if (depth <= depths[place]!) continue;
        depths[place] = depth;
        owners[place] = i;
        weights[2 * place] = wa;
        weights[2 * place + 1] = wb;
      }
    }
  }

  const places = Uint32Array.from([...owners.keys()].filter(place => owners[place] !== -1));
  const points = new Float32Array(3 * places.length);
  places.forEach((place, i) => {
    const [wa, wb] = [weights[2 * place]!, weights[2 * place + 1]!];
    const corners = [0, 1, 2].map(corner => 3 * indices[owners[place]! + corner]!) as [number, number, number];
    for (let axis = 0; axis < 3; axis += 1) {
      const [pa, pb, pc] = corners.map(corner => positions[corner + axis]!) as [number, number, number];
      points[3 * i + axis] = wa * pa + wb * pb + (1 - wa - wb) * pc;
    }
  });
  const sharedCount = isShared.reduce((sum, shared) => sum + shared, 0);
  return { side, places, points, overlapRatio: places.length === 0 ? 0 : sharedCount / places.length };
}

/** Deeper than rounding reaches: neighbours share an edge, and a middle on it lies inside neither. */
const INSIDE_TEXELS = 0.01;
