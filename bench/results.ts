/**
 * The history of every benchmark, bench/results.csv. Invariant: a row says when, on which commit and on which machine
 * it was measured.
 */
import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import type { Measurement } from './benchmark.ts';

const resultsFile = join(import.meta.dirname, 'results.csv');
const HEADER = 'date,commit,machine,node,benchmark,metric,value,unit';

export function appendResults(measurements: readonly Measurement[]): void {
  if (!existsSync(resultsFile)) writeFileSync(resultsFile, `${HEADER}\n`);
  const date = new Date().toISOString().slice(0, 19);
  const [first] = cpus();
  const machine = `${first?.model.trim() ?? 'unknown'} x ${cpus().length}`;
  const rows = measurements.map(({ benchmark, metric, value, unit }) =>
    [date, commitName(), machine, process.version, benchmark, metric, `${Number(value.toPrecision(6))}`, unit]
      .map(quote)
      .join(','),
  );
  appendFileSync(resultsFile, `${rows.join('\n')}\n`);
}

/** Empty outside a repository or before the first commit; a plus sign says that files differ from it. */
function commitName(): string {
  try {
    const hash = git('rev-parse', '--short', 'HEAD');
    return git('status', '--porcelain') === '' ? hash : `${hash}+`;
  } catch {
    return '';
  }
}

function git(...words: string[]): string {
  return execFileSync('git', words, {
    cwd: import.meta.dirname,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
}

/** RFC 4180: a field with a comma or quote is quoted. */
function quote(field: string): string {
  return /[",\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
