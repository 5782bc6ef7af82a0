/** A body cut into layers, one voxel high, and each layer into pieces that hang together. */
import { add, type Point, scale } from '../point.ts';
import { stridesOf, type VoxelBody, voxelCentre } from '../voxel-body.ts';

export type Piece = {
  readonly voxels: readonly number[];
  /** Mean of its voxels' middles. */
  readonly centre: Point;
  readonly leastX: number;
  readonly mostX: number;
};
export type Slices = {
  readonly body: VoxelBody;
  /** Layers by height, the lowest first, each with its pieces, the largest first. */
  readonly layers: readonly (readonly Piece[])[];
  /** Heights of the soles and of the crown, in metres. */
  readonly floorY: number;
  readonly topY: number;
  /** Where the body's middle plane is. */
  readonly middleX: number;
};

/** @param body that is not empty */
export function slicesOf(body: VoxelBody): Slices {
  const seen = new Uint8Array(body.filled.length);
  const [, strideY] = stridesOf(body);
  const layers: Piece[][] = Array.from({ length: body.counts[1] }, () => []);
  body.filled.forEach((value, voxel) => {
    if (value === 1 && seen[voxel] === 0) {
      layers[Math.floor(voxel / strideY) % body.counts[1]]!.push(pieceOf(body, voxel, seen));
    }
  });
  for (const pieces of layers) pieces.sort((a, b) => b.voxels.length - a.voxels.length);
  const heights = [...layers.keys()].filter(layer => layers[layer]!.length > 0);
  const yOf = (layer: number) => body.origin[1] + layer * body.cellMetres;
  const all = layers.flat().flatMap(({ voxels }) => voxels);
  return {
    body,
    layers,
    floorY: yOf(heights[0]!),
    topY: yOf(heights.at(-1)! + 1),
    middleX: meanOf(body, all)[0],
  };
}

function pieceOf(body: VoxelBody, first: number, seen: Uint8Array): Piece {
  const [strideX, , strideZ] = stridesOf(body);
  const voxels = [first];
  seen[first] = 1;
  // It grows while it is gone through.
  for (const voxel of voxels) {
    for (const z of [-strideZ, 0, strideZ]) {
      for (const x of [-strideX, 0, strideX]) {
        const next = voxel + x + z;
        if (body.filled[next] === 0 || seen[next] === 1) continue;
        seen[next] = 1;
        voxels.push(next);
      }
    }
  }
  const xs = voxels.map(voxel => voxelCentre(body, voxel)[0]);
  return { voxels, centre: meanOf(body, voxels), leastX: Math.min(...xs), mostX: Math.max(...xs) };
}

/** The mean of the voxels' middles. */
export function meanOf(body: VoxelBody, voxels: readonly number[]): Point {
  const sum = voxels.reduce<Point>((total, voxel) => add(total, voxelCentre(body, voxel)), [0, 0, 0]);
  return scale(sum, 1 / voxels.length);
}

/** The layer at that height, or the nearest. */
export function layerAt({ body }: Slices, y: number): number {
  const layer = Math.floor((y - body.origin[1]) / body.cellMetres);
  return Math.min(body.counts[1] - 1, Math.max(0, layer));
}

/** The pieces at that height. */
export const piecesAt = (slices: Slices, y: number): readonly Piece[] => slices.layers[layerAt(slices, y)]!;

/** Heights of the middles of the layers from one height to another. */
export function layerHeights({ body }: Slices, fromY: number, toY: number): number[] {
  const count = Math.max(0, Math.floor((toY - fromY) / body.cellMetres));
  return Array.from({ length: count }, (_, i) => fromY + (i + 0.5) * body.cellMetres);
}

/** The piece at that height that the body's middle plane cuts. */
export const middlePiece = (slices: Slices, y: number): Piece | undefined =>
  piecesAt(slices, y).find(({ leastX, mostX }) => leastX <= slices.middleX && mostX >= slices.middleX);
