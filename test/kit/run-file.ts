/**
 * Runs one test file as a process of its own, so that nothing a file does (exit, hang, patch a global, throw late) can
 * reach the runner or another file.
 *
 * Tried: all files in one process through uvu/parse and uvu/run. It saves about 50 ms per file, but a process.exit(0)
 * ends the whole run, a file that hangs hangs everything, and a late throw has no file to be blamed on.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

export type FileRun = {
  /** null when a signal ended it. */
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly isOverTime: boolean;
  /** stdout and stderr together, without colours. */
  readonly output: string;
  readonly seconds: number;
};

export type FileRunOptions = {
  /** Where the file runs, and where node_modules is. */
  readonly folder: string;
  readonly limitSeconds: number;
  /** Arguments for the test file. */
  readonly args: readonly string[];
};

const live = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of live) killGroup(child);
});

/** Resolves when the process and everything that holds its output has ended, at the latest at the limit. */
export function runFile(file: string, options: FileRunOptions): Promise<FileRun> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [file, ...options.args], {
    cwd: options.folder,
    env: environment(options.folder),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true, // its own process group: a limit ends what the test itself started, too
  });
  live.add(child);

  const chunks: Buffer[] = [];
  child.stdout.on('data', chunk => chunks.push(chunk));
  child.stderr.on('data', chunk => chunks.push(chunk));
  let isOverTime = false;
  const limit = setTimeout(() => {
    isOverTime = true;
    killGroup(child);
  }, options.limitSeconds * 1000);

  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode, signal) => {
      clearTimeout(limit);
      live.delete(child);
      const output = stripVTControlCharacters(Buffer.concat(chunks).toString('utf8'));
      resolve({ exitCode, signal, isOverTime, output, seconds: (performance.now() - startedAt) / 1000 });
    });
  });
}

/** No colours, so that the totals can be read; compiled modules are kept, which halves the start of a file. */
function environment(folder: string): NodeJS.ProcessEnv {
  const { FORCE_COLOR: _, ...inherited } = process.env;
  return { ...inherited, NO_COLOR: '1', NODE_COMPILE_CACHE: join(folder, 'node_modules/.cache/node-compile') };
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The group has ended by itself, which is what was wanted.
  }
}
