import { assertNever } from '../../hub/assert-never.ts';
import type { Block } from './block.ts';
import { renderTable } from './render-table.ts';

/** How a terminal sets words apart; the identity where there is none. */
export type TextStyle = {
  readonly heading: (text: string) => string;
  readonly answer: (text: string) => string;
  readonly aside: (text: string) => string;
};

const same = (text: string) => text;
export const PLAIN: TextStyle = { heading: same, answer: same, aside: same };

/** Blocks for a terminal or a file: an empty line between two, two spaces before what belongs to a heading. */
export function renderText(blocks: readonly Block[], style: TextStyle = PLAIN): string {
  let text = '';
  for (const [index, block] of blocks.entries()) {
    const isUnderHeading = blocks[index - 1]?.kind === 'heading';
    if (index > 0 && !isUnderHeading) text += '\n';
    text += linesOf(block, style).join('\n').concat('\n');
  }
  return text;
}

function linesOf(block: Block, style: TextStyle): readonly string[] {
  switch (block.kind) {
    case 'heading':
      return [style.heading(block.text)];
    case 'answer':
      return block.lines.map(line => style.answer(line));
    case 'aside':
      return block.lines.map(line => style.aside(line));
    case 'lines':
    case 'chart':
      return block.lines.map(indented);
    case 'table': {
      const [titles = '', ...rows] = renderTable(block.columns, block.rows);
      return [style.aside(indented(titles)), ...rows.map(indented)];
    }
    default:
      return assertNever(block);
  }
}

const indented = (line: string) => (line === '' ? '' : `  ${line}`);
