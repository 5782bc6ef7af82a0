/**
 * How a surface passes through a cube, for each of the 256 ways in which its corners can be inside or outside. Worked out
 * instead of written down: on each side of the cube the outline follows from that side's four corners alone, so neighbours
 * always agree and the surface has no gaps; where the corners of a side alternate, the inside ones are kept apart.
 *
 * No triangle has an edge across a side where the outline has none: the neighbour could have the same edge, and four
 * triangles would meet in it.
 *
 * Corners are numbered by their bits, x + 2 y + 4 z. Edges: 4 axis + the bits of the other two axes, in the order x, y, z.
 */

/** The two corners of each edge, the lower first. */
export const EDGE_CORNERS: readonly (readonly [from: number, to: number])[] = [0, 1, 2].flatMap(axis => {
  const [low, high] = axis === 0 ? [2, 4] : axis === 1 ? [1, 4] : [1, 2];
  return [0, low, high, low + high].map(corner => [corner, corner + (1 << axis)] as const);
});

/** Corners of each side, counter-clockwise seen from outside the cube. */
const SIDES = [
  [0, 4, 6, 2],
  [1, 3, 7, 5],
  [0, 1, 5, 4],
  [2, 6, 7, 3],
  [0, 2, 3, 1],
  [4, 5, 7, 6],
] as const;

const edgeBetween = (a: number, b: number): number =>
  EDGE_CORNERS.findIndex(([from, to]) => from === Math.min(a, b) && to === Math.max(a, b));

const SIDES_OF_EDGE = EDGE_CORNERS.map(([from, to]) =>
  SIDES.map((_, side) => side).filter(side =>
    [from, to].every(corner => (SIDES[side] as readonly number[]).includes(corner)),
  ),
);

/**
 * Triangles by the bits of the corners that are inside: three edges each, counter-clockwise seen from outside the solid.
 *
 * @example CUBE_CASES[1]   // [[0, 4, 8]]: corner 0 is cut off, across the edges along x, y and z
 */
export const CUBE_CASES: readonly (readonly (readonly number[])[])[] = Array.from({ length: 256 }, (_, inside) =>
  loopsOf(inside).flatMap(loop => {
    const triangles = triangulate(loop);
    if (triangles === undefined)
      throw new Error(`case ${inside} of the cube has no triangles without edges on its sides`);
    return triangles;
  }),
);

/** Closed outlines on the surface of the cube, as the edges that they cross. */
function loopsOf(inside: number): number[][] {
  const isInside = (corner: number) => ((inside >> corner) & 1) === 1;
  const next = new Map<number, number>();
  for (const side of SIDES) {
    side.forEach((corner, i) => {
      if (!isInside(corner) || isInside(side[(i + 3) % 4]!)) return;
      // A run of inside corners begins here. The outline goes from where it is entered to where it is left.
      let last = i;
      while (isInside(side[(last + 1) % 4]!)) last += 1;
      next.set(edgeBetween(side[(i + 3) % 4]!, corner), edgeBetween(side[last % 4]!, side[(last + 1) % 4]!));
    });
  }
  const loops: number[][] = [];
  while (next.size > 0) {
    const loop: number[] = [];
    for (let edge = [...next.keys()][0]!; next.has(edge); ) {
      loop.push(edge);
      const following = next.get(edge)!;
      next.delete(edge);
      edge = following;
    }
    loops.push(loop);
  }
  return loops;
}

/** Undefined when every way has an edge across a side. The first and last corner are neighbours already. */
function triangulate(polygon: readonly number[]): number[][] | undefined {
  if (polygon.length < 3) return [];
  const first = polygon[0]!;
  const last = polygon.at(-1)!;
  for (let i = 1; i < polygon.length - 1; i += 1) {
    const tip = polygon[i]!;
    if ((i > 1 && isAcrossSide(first, tip)) || (i < polygon.length - 2 && isAcrossSide(tip, last))) continue;
    const before = triangulate(polygon.slice(0, i + 1));
    const after = triangulate(polygon.slice(i));
    if (before !== undefined && after !== undefined) return [[first, tip, last], ...before, ...after];
  }
  return undefined;
}

function isAcrossSide(a: number, b: number): boolean {
  return SIDES_OF_EDGE[a]!.some(side => SIDES_OF_EDGE[b]!.includes(side));
}
