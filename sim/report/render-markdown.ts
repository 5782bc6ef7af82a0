import { assertNever } from '../../hub/assert-never.ts';
import type { Block, Column } from './block.ts';

/**
 * Blocks as Markdown for a pull request or a job summary. `marker` becomes a hidden comment in the first line, by which a
 * later run finds and replaces its own comment.
 */
export function renderMarkdown(blocks: readonly Block[], marker: string): string {
  // A comment ends at `-->`: a marker may not bring its own.
  const comment = `<!-- ${marker.replaceAll('-->', '')} -->`;
  return `${[comment, ...blocks.map(markdownOf)].join('\n\n')}\n`;
}

function markdownOf(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `### ${escaped(block.text)}`;
    case 'answer':
      return block.lines.map(line => `**${escaped(line)}**`).join('  \n');
    case 'lines':
      return block.lines.map(line => `- ${escaped(line)}`).join('\n');
    case 'aside':
      return block.lines.map(escaped).join('  \n');
    case 'table':
      return [
        tableRow(block.columns.map(({ title }) => title)),
        tableRow(block.columns.map(ruleOf)),
        ...block.rows.map(row => tableRow(row.map(escaped))),
      ].join('\n');
    case 'chart':
      return `\`\`\`text\n${block.lines.join('\n')}\n\`\`\``;
    default:
      return assertNever(block);
  }
}

const tableRow = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
const ruleOf = ({ align }: Column) => (align === 'right' ? '---:' : '---');

/** Names come from files people write: they may not make links, markup or new cells. */
function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>|~#$]/g, character => `\\${character}`).replaceAll('@', '@\u200b');
}
