/**
 * Decides what a finished test file proved. Invariant: a file passes only if it ran at least one test, ran every test it
 * has, said so exactly once, and then ended by itself with exit code 0. uvu's own exit code promises none of that.
 */
import type { FileRun } from './run-file.ts';

export type Verdict = {
  readonly passedCount: number;
  /** At least 1 when there is a complaint: a file that proves nothing has failed. */
  readonly failedCount: number;
  /** Why the file fails, one sentence each. Empty when it passes. */
  readonly complaints: readonly string[];
};

/** What uvu 0.5.6 prints when it has run all suites of a process. */
const TOTALS = /^ {2}Total: {5}(\d+)\n {2}Passed: {4}(\d+)\n {2}Skipped: {3}(\d+)\n {2}Duration: {2}/gm;

/** A call of `.only`: where every test has it, uvu counts nothing as skipped. Looked for in code without strings. */
const ONLY_CALL = /\.only\s*\(/;

/**
 * @param code the file's source without comments and string contents
 * @example judge({ exitCode: 0, output: '', ... }, '').complaints   // ['ran no test and printed nothing ...']
 */
export function judge(run: FileRun, code: string, limitSeconds: number): Verdict {
  const reports = [...run.output.matchAll(TOTALS)].map(match => match.slice(1, 4).map(Number));
  const sum = (column: number) => reports.reduce((total, report) => total + (report[column] ?? 0), 0);
  const [totalCount, passedCount, skippedCount] = [sum(0), sum(1), sum(2)];
  const notPassedCount = totalCount - passedCount;

  const complaints: string[] = [];
  if (run.isOverTime) complaints.push(`did not end within ${limitSeconds} s and was killed`);
  if (reports.length === 0) complaints.push(whyNoReport(run));
  if (reports.length > 1) complaints.push('reported more than once: is there a check() after a top-level await?');
  if (reports.length > 0 && totalCount === 0) complaints.push('ran 0 tests');
  if (notPassedCount > 0) complaints.push(`${notPassedCount} of ${totalCount} tests did not pass${loss(run)}`);
  if (skippedCount > 0) complaints.push(`skipped ${skippedCount} tests: remove .skip or .only`);
  if (ONLY_CALL.test(code)) complaints.push('has an .only left in it');
  const isEndUnexplained = reports.length > 0 && notPassedCount === 0 && !run.isOverTime;
  if (isEndUnexplained && run.exitCode !== 0) {
    complaints.push(`ended with ${ending(run)} though its tests passed: something was thrown outside a test`);
  }
  const failedCount = Math.max(notPassedCount + skippedCount, complaints.length > 0 ? 1 : 0);
  return { passedCount, failedCount, complaints };
}

function whyNoReport(run: FileRun): string {
  if (run.isOverTime) return 'never reported its tests';
  if (run.exitCode !== 0) return `ended with ${ending(run)} before it reported its tests`;
  if (run.output.trim() === '')
    return 'ran no test and printed nothing: is there a check() in it, or a .run() forgotten?';
  return 'ended with exit code 0 before it reported its tests: is there a process.exit, or a .run() forgotten?';
}

/** uvu shows no FAIL for what it lost: a hook that threw, or a thrown string or null outside check(). */
function loss(run: FileRun): string {
  return / FAIL /.test(run.output) ? '' : ' and uvu does not say why: a hook threw, or a test threw a non-Error';
}

function ending(run: FileRun): string {
  return run.signal === null ? `exit code ${run.exitCode}` : `signal ${run.signal}`;
}
