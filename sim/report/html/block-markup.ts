import { assertNever } from '../../../hub/assert-never.ts';
import type { Block } from '../block.ts';
import { dataTable } from './data-table.ts';
import { type Markup, markup } from './markup.ts';

/**
 * A block of the text report on the page: what is said there is said here in the same words.
 *
 * @param before the blocks it stands among; the heading above a table names it
 */
export function blockMarkup(block: Block, index: number, blocks: readonly Block[]): Markup {
  switch (block.kind) {
    case 'heading':
      return markup`<h3>${block.text}</h3>`;
    case 'answer':
    case 'lines':
    case 'aside':
      return markup`<ul class="lines">${block.lines.map(line => markup`<li>${line}</li>`)}</ul>`;
    case 'table': {
      const above = blocks[index - 1];
      const label = above?.kind === 'heading' ? above.text : 'numbers';
      return dataTable({ label, columns: block.columns, rows: block.rows, isLong: false });
    }
    case 'chart':
      return markup`<pre>${block.lines.join('\n')}</pre>`;
    default:
      return assertNever(block);
  }
}
