import type { Column } from '../block.ts';
import { type Markup, markup, NOTHING } from './markup.ts';

export type DataTable = {
  /** What the table is about: its caption, read out before it. */
  readonly label: string;
  readonly columns: readonly Column[];
  /** The first cell is the row's name. */
  readonly rows: readonly (readonly (Markup | string)[])[];
  readonly note?: string;
  /** Scrolls by itself instead of making the page long. */
  readonly isLong?: boolean;
};

/**
 * A table that can be wider than the screen: it scrolls by itself, also by keyboard. A tab stop with a name, since a
 * place that only a mouse can scroll is closed to others.
 */
export function dataTable({ label, columns, rows, note = '', isLong = true }: DataTable): Markup {
  const heads = columns.map(({ title, align }) =>
    // Where the eye needs no title, there is none to read out either.
    title === '' ? markup`<td></td>` : markup`<th scope="col"${classOf(align)}>${title}</th>`,
  );
  return markup`<div class="scroll${isLong ? ' long' : ''}" role="region" aria-label="Table: ${label}" tabindex="0"><table>
<caption>${label}</caption>
<thead><tr>${heads}</tr></thead>
<tbody>
${rows.map(row => markup`<tr>${row.map((cell, index) => cellOf(cell, columns[index]?.align ?? 'left', index))}</tr>\n`)}</tbody>
</table></div>${note === '' ? NOTHING : markup`<p class="note">${note}</p>`}`;
}

const cellOf = (cell: Markup | string, align: Column['align'], index: number): Markup =>
  index === 0 ? markup`<th scope="row"${classOf(align)}>${cell}</th>` : markup`<td${classOf(align)}>${cell}</td>`;

const classOf = (align: Column['align']): Markup => (align === 'right' ? markup` class="number"` : NOTHING);
