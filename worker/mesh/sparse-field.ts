/**
 * A field that is asked only where its surface is: first on a coarse grid, then on the fine points of those blocks whose corners
 * differ, and on from block to block wherever the surface leaves through a side. What is small enough to lie between the corners
 * of one block, and touches nothing else, is not seen; it would be left out as a speck anyhow. Invariant: a block that was not asked
 * is all inside or all outside, as its corners are, and so is each side that it shares with one that was.
 */
import { type Field, sealSides } from './field.ts';
import type { DensityAt } from './reprojected.ts';

export type SparseOptions = {
  /** Fine cells along each side; a multiple of BLOCK_CELLS. */
  readonly cellCount: number;
  /** Of the cube around the origin, in metres. */
  readonly halfSide: number;
  /** Densities above it are inside. */
  readonly level: number;
  /** How much of the field's points has been asked, 0..1; called after each part. */
  readonly onProgress?: (askedRatio: number) => void;
};

export type SparseField = Field & {
  /** Of how many points the density was asked. */
  readonly askedCount: number;
};

/** Fine cells along a block's side: of 256, 64 blocks. */
const BLOCK_CELLS = 4;
/** Points in one question. */
const PART_POINTS = 65_536;

export async function sparseField(densityAt: DensityAt, options: SparseOptions): Promise<SparseField> {
  const { cellCount, halfSide, level, onProgress } = options;
  if (cellCount % BLOCK_CELLS !== 0) throw new Error(`cells must be a multiple of ${BLOCK_CELLS} (saw ${cellCount})`);
  const blockCount = cellCount / BLOCK_CELLS;
  const pointCount = cellCount + 1;
  const strides = [1, pointCount, pointCount * pointCount] as const;
  const step = (2 * halfSide) / cellCount;
  /** From a block's first point to all of its points, and to its corners. */
  const side = BLOCK_CELLS + 1;
  const offsets = Array.from(
    { length: side ** 3 },
    (_, i) => (i % side) + strides[1] * (Math.floor(i / side) % side) + strides[2] * Math.floor(i / side ** 2),
  );
  const cornerOffsets = [0, 1, 2, 3, 4, 5, 6, 7].map(
    bits => BLOCK_CELLS * ((bits & 1) + strides[1] * ((bits >> 1) & 1) + strides[2] * (bits >> 2)),
  );
  const values = new Float32Array(pointCount ** 3).fill(Number.NaN);
  let askedCount = 0;

  /** @param places where their values belong */
  async function ask(places: Uint32Array): Promise<void> {
    for (let first = 0; first < places.length; first += PART_POINTS) {
      const part = places.subarray(first, first + PART_POINTS);
      const points = new Float32Array(3 * part.length);
      part.forEach((place, i) => {
        points[3 * i] = -halfSide + step * (place % pointCount);
        points[3 * i + 1] = -halfSide + step * (Math.floor(place / strides[1]) % pointCount);
        points[3 * i + 2] = -halfSide + step * Math.floor(place / strides[2]);
      });
      const densities = await densityAt(points);
      part.forEach((place, i) => {
        values[place] = densities[i]!;
      });
      askedCount += part.length;
      onProgress?.(askedCount / values.length);
    }
  }

  // 1. The corners of all blocks.
  const cornerCount = blockCount + 1;
  const cornerPlace = (x: number, y: number, z: number) => BLOCK_CELLS * (x + strides[1] * y + strides[2] * z);
  const corners = new Uint32Array(cornerCount ** 3);
  let filled = 0;
  for (let z = 0; z < cornerCount; z += 1)
    for (let y = 0; y < cornerCount; y += 1)
      for (let x = 0; x < cornerCount; x += 1) corners[filled++] = cornerPlace(x, y, z);
  await ask(corners);

  // 2. Blocks that the surface surely passes.
  const isAsked = new Uint8Array(blockCount ** 3);
  let front: number[] = [];
  for (let block = 0; block < isAsked.length; block += 1) {
    const first = firstPlaceOf(block);
    const isInside = values[first]! > level;
    if (cornerOffsets.some(offset => values[first + offset]! > level !== isInside)) front.push(block);
  }

  // 3. Those, and those that the surface goes on into.
  while (front.length > 0) {
    for (const block of front) isAsked[block] = 1;
    await ask(unknownPlacesOf(front));
    front = [...new Set(front.flatMap(block => neighboursOverCrossedSides(block)))];
  }

  // 4. The others are what their corners are.
  for (let block = 0; block < isAsked.length; block += 1) {
    if (isAsked[block] === 1) continue;
    const first = firstPlaceOf(block);
    const value = values[first]!;
    for (const offset of offsets) if (Number.isNaN(values[first + offset]!)) values[first + offset] = value;
  }
  const origin = [-halfSide, -halfSide, -halfSide] as const;
  const field = { values, counts: [pointCount, pointCount, pointCount] as const, origin, step, askedCount };
  sealSides(field, 0);
  return field;

  function coordinatesOf(block: number): [number, number, number] {
    return [block % blockCount, Math.floor(block / blockCount) % blockCount, Math.floor(block / blockCount ** 2)];
  }
  function firstPlaceOf(block: number): number {
    return cornerPlace(...coordinatesOf(block));
  }
  function unknownPlacesOf(blocks: readonly number[]): Uint32Array {
    const found = new Uint32Array(blocks.length * offsets.length);
    let count = 0;
    for (const block of blocks) {
      const first = firstPlaceOf(block);
      for (const offset of offsets) {
        const place = first + offset;
        if (!Number.isNaN(values[place]!)) continue;
        // Marks it as found; its value comes with the answer.
        values[place] = 0;
        found[count++] = place;
      }
    }
    return found.subarray(0, count);
  }
  function neighboursOverCrossedSides(block: number): number[] {
    const coordinates = coordinatesOf(block);
    const first = firstPlaceOf(block);
    const neighbours: number[] = [];
    for (let axis = 0; axis < 3; axis += 1) {
      for (const direction of [-1, 1]) {
        const beside = coordinates[axis]! + direction;
        const neighbour = block + direction * blockCount ** axis;
        if (beside < 0 || beside >= blockCount || isAsked[neighbour] === 1) continue;
        if (isCrossed(first + (direction === 1 ? BLOCK_CELLS * strides[axis]! : 0), axis)) neighbours.push(neighbour);
      }
    }
    return neighbours;
  }
  function isCrossed(first: number, axis: number): boolean {
    const [u, v] = strides.filter((_, i) => i !== axis) as [number, number];
    const isInside = values[first]! > level;
    for (let i = 0; i <= BLOCK_CELLS; i += 1)
      for (let j = 0; j <= BLOCK_CELLS; j += 1) if (values[first + u * i + v * j]! > level !== isInside) return true;
    return false;
  }
}
