/** Points sorted into cubes, to find those near one without looking at all. */

export type CellGrid = {
  /** All points, those of one cube side by side. */
  readonly order: Uint32Array;
  /**
   * Where in `order` the point's cube and the 26 around it are: a beginning, an end, a beginning, ... In them is all that is at
   * most a cube's side away, the point itself, and more.
   */
  readonly rangesNear: (point: number) => readonly number[];
};

/**
 * @param positions x, y, z of each point
 * @param side of a cube, in the unit of the points
 */
export function cellGrid(positions: Float64Array, side: number): CellGrid {
  const pointCount = positions.length / 3;
  const least = [Infinity, Infinity, Infinity];
  const most = [-Infinity, -Infinity, -Infinity];
  positions.forEach((value, i) => {
    least[i % 3] = Math.min(least[i % 3]!, value);
    most[i % 3] = Math.max(most[i % 3]!, value);
  });
  // One more on either end, so that no row of cubes goes on in the next.
  const cell = (point: number, axis: number) => 1 + Math.floor((positions[3 * point + axis]! - least[axis]!) / side);
  const [across, up] = [0, 1].map(axis => 3 + Math.floor((most[axis]! - least[axis]!) / side)) as [number, number];
  const cubes = Float64Array.from(
    { length: pointCount },
    (_, point) => cell(point, 0) + across * (cell(point, 1) + up * cell(point, 2)),
  );

  const order = Uint32Array.from(cubes.keys()).sort((a, b) => cubes[a]! - cubes[b]! || a - b);
  // A Map, since where points are far apart nearly all cubes are empty.
  const ranges = new Map<number, [start: number, end: number]>();
  order.forEach((point, place) => {
    const range = ranges.get(cubes[point]!);
    if (range === undefined) ranges.set(cubes[point]!, [place, place + 1]);
    else range[1] = place + 1;
  });
  const steps = [-1, 0, 1].flatMap(z => [-1, 0, 1].flatMap(y => [-1, 0, 1].map(x => x + across * (y + up * z))));
  return { order, rangesNear: point => steps.flatMap(step => ranges.get(cubes[point]! + step) ?? []) };
}
