/** Points in a box of characters: legible in a terminal, a log and a code block of a pull request. */
import type { Count } from '../../hub/units.ts';

export type ScatterPoint = { readonly x: number; readonly y: number; readonly mark: string };

export type ScatterAxis = { readonly title: string; readonly format: (value: number) => string };

const ROW_COUNT = 12;
const COLUMN_COUNT = 60;

/**
 * Each point's mark at its place; where two share one, the later of the list is seen. The axes end at the outermost points, and
 * only the ends are labelled.
 *
 * @param points at least one
 * @example renderScatter([{ x: 1, y: 2, mark: 'o' }], { title: 'cost', format: String }, { title: 'wait', format: String })
 */
export function renderScatter(points: readonly ScatterPoint[], x: ScatterAxis, y: ScatterAxis): readonly string[] {
  const [left, right] = rangeOf(points.map(point => point.x));
  const [low, high] = rangeOf(points.map(point => point.y));
  const grid = Array.from({ length: ROW_COUNT }, () => new Array<string>(COLUMN_COUNT).fill(' '));
  for (const point of points) {
    const column = cell(point.x, left, right, COLUMN_COUNT);
    const row = ROW_COUNT - 1 - cell(point.y, low, high, ROW_COUNT);
    grid[row]![column] = point.mark;
  }
  const [top, bottom] = [y.format(high), y.format(low)];
  const width = Math.max(top.length, bottom.length);
  const labelOf = (row: Count) => (row === 0 ? top : row === ROW_COUNT - 1 ? bottom : '');
  const [start, end] = [x.format(left), x.format(right)];
  return [
    y.title,
    ...grid.map((cells, row) => `${labelOf(row).padStart(width)} │${cells.join('')}`.trimEnd()),
    `${' '.repeat(width)} └${'─'.repeat(COLUMN_COUNT)}`,
    `${' '.repeat(width)}  ${start}${end.padStart(COLUMN_COUNT - start.length)}`,
    `${' '.repeat(width)}  ${x.title.padStart(Math.ceil((COLUMN_COUNT + x.title.length) / 2))}`,
  ];
}

function rangeOf(values: readonly number[]): readonly [number, number] {
  return [Math.min(...values), Math.max(...values)];
}

function cell(value: number, from: number, to: number, count: Count): Count {
  return to === from ? 0 : Math.min(count - 1, Math.floor(((value - from) / (to - from)) * count));
}
