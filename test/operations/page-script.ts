/** The shell blocks of a page as one script, line for line, so that what bash and ShellCheck say names the page's lines. */

/** Stricter than a person's shell: nothing may fail on the way, also not inside `$(...)`, and what fails is named. */
const HEAD = [
  '#!/usr/bin/env bash',
  'set -Eeuo pipefail; shopt -s inherit_errexit; trap \'echo "line $LINENO: $BASH_COMMAND" >&2\' ERR',
];

/**
 * @param page Markdown; its first two lines, title and blank, give room to the head of the script
 * @param sections headings under which blocks are taken; absent: all
 * @throws Error when there is no such heading
 * @example pageScript('# X\n\n```bash\ntrue\n```\n')   // '#!/usr/bin/env bash\nset ...\n\ntrue\n\n'
 */
export function pageScript(page: string, sections?: readonly string[]): string {
  const missing = sections?.find(
    heading => !page.includes(`\n## ${heading}\n`) && !page.includes(`\n### ${heading}\n`),
  );
  if (missing !== undefined) throw new Error(`the page has no section ${missing}`);
  let isShell = false;
  let isWanted = sections === undefined;
  const lines = page.split('\n').map((line, index) => {
    const heading = /^###? (.+)/.exec(line)?.[1];
    if (heading !== undefined && !isShell && sections !== undefined) isWanted = sections.includes(heading);
    const isFence = line.startsWith('```');
    if (isFence) isShell = line === '```bash';
    return HEAD[index] ?? (isWanted && isShell && !isFence ? line : '');
  });
  return lines.join('\n');
}

/** The page with another stack in its `export STACK=...`. */
export function pageForStack(page: string, stack: string): string {
  const line = /^export STACK=.*$/m;
  if (!line.test(page)) throw new Error('the page exports no STACK');
  return page.replace(line, `export STACK=${stack}`);
}
