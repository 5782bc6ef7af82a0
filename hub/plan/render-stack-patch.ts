/** Two texts of a file as a unified diff: what a person reads before they apply it, with `git apply` or `patch -p0`. */

/** Unchanged lines around each change, as every diff program has by default. */
const CONTEXT_LINE_COUNT = 3;
const NO_NEWLINE = '\\ No newline at end of file\n';

type Line = {
  readonly sign: ' ' | '-' | '+';
  /** With its newline; a file's last line may lack it. */
  readonly text: string;
};

/**
 * The shortest list of removed and added lines (longest common subsequence, O(lines^2) between the first and last change).
 *
 * @param file its name, relative to where the patch will be applied
 * @returns the empty text when both are the same
 * @example renderStackPatch('a\nb\n', 'a\nc\n', 'x.yaml')   // '--- x.yaml\n+++ x.yaml\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n'
 */
export function renderStackPatch(before: string, after: string, file: string): string {
  const lines = compared(linesOf(before), linesOf(after));
  const hunks = hunksOf(lines).map(([from, to]) => renderHunk(lines, from, to));
  return hunks.length === 0 ? '' : `--- ${file}\n+++ ${file}\n${hunks.join('')}`;
}

const linesOf = (text: string): readonly string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

function compared(before: readonly string[], after: readonly string[]): readonly Line[] {
  // 1. What is the same at both ends needs no table.
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  const a = before.slice(head, before.length - tail);
  const b = after.slice(head, after.length - tail);
  // 2. common[i][j]: lines that a from i and b from j have in common, at most.
  const common = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      common[i]![j] = a[i] === b[j] ? common[i + 1]![j + 1]! + 1 : Math.max(common[i + 1]![j]!, common[i]![j + 1]!);
    }
  }
  // 3. Along the table; what goes stands before what comes.
  const lines: Line[] = before.slice(0, head).map(same);
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push(same(a[i]!));
      [i, j] = [i + 1, j + 1];
    } else if (i < a.length && (j === b.length || common[i + 1]![j]! >= common[i]![j + 1]!)) {
      lines.push({ sign: '-', text: a[i]! });
      i += 1;
    } else {
      lines.push({ sign: '+', text: b[j]! });
      j += 1;
    }
  }
  return [...lines, ...before.slice(before.length - tail).map(same)];
}

const same = (text: string): Line => ({ sign: ' ', text });

/** Ranges [from, to) of lines: each change with its context, and changes whose contexts touch together. */
function hunksOf(lines: readonly Line[]): readonly (readonly [number, number])[] {
  const hunks: [number, number][] = [];
  for (const [index, { sign }] of lines.entries()) {
    if (sign === ' ') continue;
    const from = Math.max(0, index - CONTEXT_LINE_COUNT);
    const to = Math.min(lines.length, index + CONTEXT_LINE_COUNT + 1);
    const last = hunks.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = to;
    else hunks.push([from, to]);
  }
  return hunks;
}

function renderHunk(lines: readonly Line[], from: number, to: number): string {
  const part = lines.slice(from, to);
  const range = (other: Line['sign']) => {
    const earlierCount = countWithout(lines.slice(0, from), other);
    const count = countWithout(part, other);
    // By convention an empty range is named by the line before it.
    return `${count === 0 ? earlierCount : earlierCount + 1},${count}`;
  };
  const body = part.map(({ sign, text }) => `${sign}${text}${text.endsWith('\n') ? '' : `\n${NO_NEWLINE}`}`);
  return `@@ -${range('+')} +${range('-')} @@\n${body.join('')}`;
}

const countWithout = (lines: readonly Line[], sign: Line['sign']) => lines.filter(line => line.sign !== sign).length;
