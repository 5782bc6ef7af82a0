import type { Column } from './block.ts';

const GUTTER = '  ';

/**
 * Columns as wide as their widest cell, two spaces apart; the first line is the titles. No rules and no colours: a table is
 * read by its alignment, and can be cut with `awk`.
 *
 * @example renderTable([left('queue'), right('p95')], [['generation', '12 s']])   // ['queue        p95', 'generation  12 s']
 */
export function renderTable(columns: readonly Column[], rows: readonly (readonly string[])[]): readonly string[] {
  const widths = columns.map(({ title }, index) =>
    rows.reduce((width, row) => Math.max(width, (row[index] ?? '').length), title.length),
  );
  const renderRow = (cells: readonly string[]) =>
    columns
      .map(({ align }, index) => {
        const cell = cells[index] ?? '';
        return align === 'right' ? cell.padStart(widths[index]!) : cell.padEnd(widths[index]!);
      })
      .join(GUTTER)
      .trimEnd();
  return [renderRow(columns.map(({ title }) => title)), ...rows.map(renderRow)];
}
