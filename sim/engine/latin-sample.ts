import type { Count } from '../../hub/units.ts';
import { createSubstream } from './substream.ts';

/**
 * Points of a Latin hypercube over lists of choices: for each parameter every choice is taken as often as any other (as far as
 * the number of points allows), in an order of its own.
 *
 * @param sizes number of choices of each parameter, each at least 1
 * @returns `pointCount` lists of one place per parameter
 * @example latinSample([2, 3], 6, 1)   // six points: each of the two choices thrice, each of the three twice
 */
export function latinSample(sizes: readonly Count[], pointCount: Count, seed: number): readonly (readonly Count[])[] {
  const columns = sizes.map((size, parameter) => {
    const stream = createSubstream(seed, 0, 'latin-sample', parameter);
    const column = Array.from({ length: pointCount }, (_, index) => index % size);
    // Fisher and Yates.
    for (let last = column.length - 1; last > 0; last -= 1) {
      const other = stream.integer(last + 1);
      [column[last], column[other]] = [column[other]!, column[last]!];
    }
    return column;
  });
  return Array.from({ length: pointCount }, (_, index) => columns.map(column => column[index]!));
}
