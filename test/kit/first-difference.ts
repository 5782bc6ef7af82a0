/** Lines shown around the place where two texts part, and the most lines of either side: a screenful, not a flood. */
const CONTEXT_LINE_COUNT = 2;
const SIDE_LINE_COUNT_MAX = 20;

/**
 * Shows where two texts part: lines only in `expected` marked `-`, lines only in `actual` marked `+`, between the first
 * and the last line that differ. Trailing spaces are made visible, because they are what is overlooked.
 *
 * @example firstDifference('a\nb\nc', 'a\nX\nc')   // '      1   a\n      2 - b\n      2 + X\n      3   c'
 */
export function firstDifference(expected: string, actual: string): string {
  const before = expected.split('\n');
  const after = actual.split('\n');
  const start = sameCount(before, after);
  const end = sameCount(before.slice(start).reverse(), after.slice(start).reverse());
  const line = (number: number, mark: string, text: string) => `${String(number).padStart(7)} ${mark} ${visible(text)}`;
  const side = (lines: readonly string[], mark: string) => {
    const changed = lines.slice(start, lines.length - end);
    const shown = changed.slice(0, SIDE_LINE_COUNT_MAX).map((text, index) => line(start + index + 1, mark, text));
    const hiddenCount = changed.length - shown.length;
    return hiddenCount > 0 ? [...shown, `        ${mark} ... ${hiddenCount} more lines`] : shown;
  };
  const from = Math.max(0, start - CONTEXT_LINE_COUNT);
  const tail = before.length - end;
  return [
    ...before.slice(from, start).map((text, index) => line(from + index + 1, ' ', text)),
    ...side(before, '-'),
    ...side(after, '+'),
    ...before.slice(tail, tail + CONTEXT_LINE_COUNT).map((text, index) => line(tail + index + 1, ' ', text)),
  ].join('\n');
}

/** How many leading lines the two have in common. */
function sameCount(left: readonly string[], right: readonly string[]): number {
  const index = left.findIndex((text, position) => text !== right[position]);
  return index === -1 ? Math.min(left.length, right.length) : index;
}

function visible(text: string): string {
  return text.replace(/\s+$/, spaces => '·'.repeat(spaces.length));
}
