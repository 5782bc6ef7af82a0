/** How a file is named and how large it is. */
import { isTest, type SourceFile } from './rooms.ts';
import { codeOf } from './source.ts';

/** Over this a file is two rooms; a table of tests reads well a little longer. */
const LINE_COUNT_MAX = 250;
const TEST_LINE_COUNT_MAX = 400;

/** Names that say nothing about what is inside. Whole names only: common-random-numbers is a term of the field. */
const EMPTY_NAMES = /^(shared|common|utils?|utilities|helpers?|managers?)$/;

/**
 * @returns sentences that begin with `file:line`
 * @example shapeViolations({ path: 'hub/utils.ts', source: '' })   // ["hub/utils.ts:1 'utils' says nothing ..."]
 */
export function shapeViolations({ path, source }: SourceFile): string[] {
  const found: string[] = [];
  for (const name of path.split('/').map(segment => segment.split('.')[0] ?? '')) {
    if (EMPTY_NAMES.test(name)) found.push(`${path}:1 '${name}' says nothing: name it after what it holds`);
  }
  const lineCount = source.replace(/\n$/, '').split('\n').length;
  const lineCountMax = isTest(path) ? TEST_LINE_COUNT_MAX : LINE_COUNT_MAX;
  if (lineCount > lineCountMax)
    found.push(`${path}:${lineCountMax + 1} has ${lineCount} lines, at most ${lineCountMax}`);
  const lines = codeOf(path, source).split('\n');
  const exported = lines.findIndex(line => /\bexport\s+default\b|\bas\s+default\b/.test(line));
  if (exported !== -1) found.push(`${path}:${exported + 1} has a default export: give it the name of the file`);
  return found;
}
