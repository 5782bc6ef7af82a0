/** Points sorted into cubes, to find those near one without looking at all. */

export type CellGrid = {
  /** Calls with each point, itself included, in its cube and the 26 around: all that are at most a cube's side away, and more. */
  readonly forEachNear: (point: number, visit: (other: number) => void) => void;
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
  const cell = (point: number, axis: number) => 1 + Math.floor((positions[3 * point + axis]! - least[axis]!) / side);
  // An empty cube on either end: all have their neighbours.
  const counts = least.map((value, axis) => 3 + Math.floor((most[axis]! - value) / side));
  const cubeOf = (point: number) => cell(point, 0) + counts[0]! * (cell(point, 1) + counts[1]! * cell(point, 2));

  // Points in the order of their cubes; cubes are far more than points when these are spread wide, so that a Map has them.
  const members = new Map<number, number[]>();
  const cubes = new Float64Array(pointCount);
  for (let point = 0; point < pointCount; point += 1) {
    const cube = cubeOf(point);
    cubes[point] = cube;
    const known = members.get(cube);
    if (known === undefined) members.set(cube, [point]);
    else known.push(point);
  }
  const [up, back] = [counts[0]!, counts[0]! * counts[1]!];
  return {
    forEachNear: (point, visit) => {
      for (let z = -1; z <= 1; z += 1) {
        for (let y = -1; y <= 1; y += 1) {
          for (let x = -1; x <= 1; x += 1) {
            const near = members.get(cubes[point]! + x + up * y + back * z);
            if (near !== undefined) for (const other of near) visit(other);
          }
        }
      }
    },
  };
}
