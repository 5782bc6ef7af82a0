/**
 * `node test/run.ts [--update-golden] [substring ...]` runs the test files whose path contains a substring, or all of
 * them. The last line is `N passed, N failed`; the exit code is 0 only if something passed and nothing failed.
 */
import { join } from 'node:path';
import { UPDATE_GOLDEN } from './kit/golden.ts';
import { runTests } from './kit/runner.ts';
import { setUp } from './set-up.ts';
import { SLOW_FILES } from './slow-files.ts';

const ROOTS = ['hub', 'sim', 'infra', 'worker', 'local', 'web', 'cli', 'docs', 'test', 'bench'];

async function main(words: readonly string[]): Promise<{ passedCount: number; failedCount: number }> {
  const args = words.filter(word => word.startsWith('-'));
  const unknown = args.find(arg => arg !== UPDATE_GOLDEN);
  if (unknown !== undefined) throw new Error(`unknown option ${unknown}; the only one is ${UPDATE_GOLDEN}`);
  const patterns = words.filter(word => !word.startsWith('-')).map(word => word.replace(/^\.\//, ''));
  const folder = join(import.meta.dirname, '..');
  const writeLine = (line: string) => console.log(line);
  // A few files are run to see what they say at once; they get what they need by themselves.
  if (patterns.length === 0) await setUp(writeLine);
  return runTests({ folder, roots: ROOTS, patterns, slowFiles: SLOW_FILES, args, writeLine });
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
let result = { passedCount: 0, failedCount: 1 };
try {
  result = await main(process.argv.slice(2));
} catch (error) {
  console.log(error instanceof Error ? error.stack : error);
}
process.exitCode = result.failedCount === 0 && result.passedCount > 0 ? 0 : 1;
console.log(`${result.passedCount} passed, ${result.failedCount} failed`);
