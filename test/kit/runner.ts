/** Finds test files, runs each in its own process, and says what they proved. Never passes what it did not see pass. */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { filesUnder } from './files-under.ts';
import { judge, type Verdict } from './judge.ts';
import { type FileRun, runFile } from './run-file.ts';
import { codeOf } from './source.ts';

export type RunTestsOptions = {
  /** The project; paths are shown relative to it. */
  readonly folder: string;
  /** Folders in it that are searched for `*.test.ts`. */
  readonly roots: readonly string[];
  /** Substrings of paths; a file that contains any of them runs. None: every file runs. */
  readonly patterns: readonly string[];
  /** Paths of files that are begun first, in this order; those that are not wanted are passed over. */
  readonly slowFiles?: readonly string[];
  /** Arguments handed on to every test file. */
  readonly args?: readonly string[];
  /** Per file. A file that needs longer belongs into bench/. */
  readonly limitSeconds?: number;
  /** Takes the report, line by line. */
  readonly writeLine: (line: string) => void;
};

export type RunTestsResult = { readonly passedCount: number; readonly failedCount: number };

/**
 * Most files take seconds; the slowest run a whole page or pipeline, which takes a minute, and two or three beside others. A
 * hang still ends while somebody waits.
 */
const LIMIT_SECONDS = 240;

/**
 * More files at once than processors: many wait for timers, an emulator or Chromium. With one more, a whole .ci/run used 62 % of
 * the time of two processors (user 24 min 49 s and sys 5 min 5 s in 24 min 17 s, 2026-11-28).
 */
const FILES_BESIDE_PROCESSORS = 2;

/**
 * @returns the sums over all files; a complaint counts as a failed test, so that failedCount 0 means all is well
 * @example await runTests({ folder, roots: ['hub'], patterns: ['units'], writeLine: console.log })
 */
export async function runTests(options: RunTestsOptions): Promise<RunTestsResult> {
  const { folder, patterns, slowFiles = [], args = [], limitSeconds = LIMIT_SECONDS, writeLine } = options;
  const all = options.roots.flatMap(root => filesUnder(folder, root)).filter(path => path.endsWith('.test.ts'));
  const isWanted = (path: string) => patterns.length === 0 || patterns.some(pattern => path.includes(pattern));
  const queue = slowFirst(all.filter(isWanted), slowFiles);
  const unmatched = patterns.filter(pattern => !all.some(path => path.includes(pattern)));

  let passedCount = 0;
  let failedCount = unmatched.length;
  for (const pattern of unmatched) writeLine(`FAIL no test file has '${pattern}' in its path`);
  if (all.length === 0 && unmatched.length === 0) {
    writeLine(`FAIL no *.test.ts under ${options.roots.join(', ')} in ${folder}`);
    failedCount += 1;
  }

  const work = async () => {
    for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
      const run = await runFile(join(folder, path), { folder, limitSeconds, args });
      const verdict = judge(run, codeOf(path, readFileSync(join(folder, path), 'utf8')), limitSeconds);
      passedCount += verdict.passedCount;
      failedCount += verdict.failedCount;
      for (const line of report(path, run, verdict)) writeLine(line);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() + FILES_BESIDE_PROCESSORS }, work));
  return { passedCount, failedCount };
}

/**
 * What takes longest is begun first, or it would be waited for alone at the end.
 *
 * @example slowFirst(['a', 'b', 'c'], ['c', 'x'])   // ['c', 'a', 'b']
 */
export function slowFirst(paths: readonly string[], slowFiles: readonly string[]): string[] {
  const slow = new Set(slowFiles);
  return [...slowFiles.filter(path => paths.includes(path)), ...paths.filter(path => !slow.has(path))];
}

/** One line for a file that passed; for one that did not, also why, and all it printed. */
function report(path: string, run: FileRun, { passedCount, failedCount, complaints }: Verdict): string[] {
  const seconds = `${run.seconds.toFixed(1)} s`;
  if (complaints.length === 0) return [`ok   ${path}  ${passedCount} passed  ${seconds}`];
  const output = run.output.trimEnd().split('\n');
  return [
    `FAIL ${path}  ${passedCount} passed, ${failedCount} failed  ${seconds}`,
    ...complaints.map(complaint => `     ${path} ${complaint}`),
    ...output.map(line => `     | ${line}`),
  ];
}
