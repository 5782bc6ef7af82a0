/**
 * Golden files: outputs a person has read and agreed with. A golden file changes only when somebody asks for it by
 * name (`--update-golden`), never as a side effect of a test run, and the change is then read in the diff.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { firstDifference } from './first-difference.ts';

/** The argument that rewrites golden files; the runner hands it on to each test file. */
export const UPDATE_GOLDEN = '--update-golden';

/**
 * Compares `text` with the file at `path`, byte for byte.
 *
 * @param path an absolute path or a file URL, usually `new URL('./expected.txt', import.meta.url)`
 * @throws GoldenMismatch that shows the first difference and the command that accepts the new text.
 * @example golden(new URL('./report.golden.md', import.meta.url), renderReport(summary))
 */
export function golden(path: string | URL, text: string): void {
  const file = absolute(path);
  if (isUpdating()) {
    write(file, text);
    return;
  }
  const name = relative(process.cwd(), file);
  if (!existsSync(file)) throw new GoldenMismatch(`golden file ${name} is missing`, acceptWith());
  const expected = readFileSync(file, 'utf8');
  if (expected === text) return;
  throw new GoldenMismatch(`${name} differs from what was made`, `${firstDifference(expected, text)}\n${acceptWith()}`);
}

/** uvu prints `details` below the message, and a message of several lines twice. */
class GoldenMismatch extends Error {
  readonly details: string;

  constructor(message: string, details: string) {
    super(message);
    this.name = 'GoldenMismatch';
    this.details = details;
  }
}

function acceptWith(): string {
  return `if this is wanted: npm test -- ${UPDATE_GOLDEN} ${ownName()}`;
}

function isUpdating(): boolean {
  return process.argv.includes(UPDATE_GOLDEN);
}

/** The test file that is running, as the runner's pattern wants it. */
function ownName(): string {
  return relative(process.cwd(), process.argv[1] ?? '');
}

function absolute(path: string | URL): string {
  const file = path instanceof URL || path.startsWith('file:') ? fileURLToPath(path) : path;
  if (!isAbsolute(file)) throw new Error(`golden needs an absolute path or a file URL (saw '${file}')`);
  return file;
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
