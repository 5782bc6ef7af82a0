import type { Checked } from './finding.ts';

const MARKS = Object.freeze({ fine: 'ok', wrong: 'WRONG', unproven: '?' });

/** A line for each check, and below those that are wrong what to do about it. */
export function renderFindings(findings: readonly Checked[]): string {
  const width = Math.max(...findings.map(({ name }) => name.length));
  const lines = findings.flatMap(finding => {
    const line = `${MARKS[finding.kind].padEnd(5)}  ${finding.name.padEnd(width)}  ${finding.says}`;
    return finding.kind === 'wrong' ? [line, `${' '.repeat(7 + width + 2)}-> ${finding.todo}`] : [line];
  });
  const wrongCount = findings.filter(({ kind }) => kind === 'wrong').length;
  const sum =
    wrongCount === 0 ? 'nothing is wrong' : `${wrongCount} of ${findings.length} checks found something wrong`;
  return [...lines, sum].join('\n');
}
