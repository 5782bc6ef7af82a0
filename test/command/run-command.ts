/** The command as a person and a script meet it: a process of its own. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as assert from 'uvu/assert';
import { onOneThread } from './on-one-thread.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const BIN = join(PROJECT, 'cli/asset-sim.js');
const LIMIT_MILLISECONDS = 60_000;

type Ended = { readonly exitCode: number | null; readonly out: string; readonly err: string };

type SpawnOptions = {
  readonly folder?: string;
  readonly interruptAt?: RegExp;
  readonly interruptAfterMilliseconds?: number;
  readonly node?: string;
};

/**
 * Runs the command, piped, in the project's folder, on one thread unless `args` say otherwise; `interruptAt` sends Ctrl-C once
 * stderr matches.
 */
export function runCommand(
  args: readonly string[],
  { folder = PROJECT, interruptAt, interruptAfterMilliseconds, node = process.execPath }: SpawnOptions = {},
): Promise<Ended> {
  const child = spawn(node, [BIN, ...onOneThread(args)], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: LIMIT_MILLISECONDS,
  });
  let out = '';
  let err = '';
  let isInterrupted = false;
  if (interruptAfterMilliseconds !== undefined) setTimeout(() => child.kill('SIGINT'), interruptAfterMilliseconds);
  child.stdout.on('data', chunk => {
    out += chunk;
  });
  child.stderr.on('data', chunk => {
    err += chunk;
    if (!isInterrupted && interruptAt?.test(err)) isInterrupted = child.kill('SIGINT');
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', exitCode => resolve({ exitCode, out, err }));
  });
}

/** A folder of its own for one row, gone afterwards. */
export async function inFolder(
  files: Readonly<Record<string, string>>,
  work: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'asset-sim-'));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Exit code 2, nothing on stdout, one error that matches, a hint, no stack trace. */
export const refuses = (args: readonly string[], message: RegExp, options?: SpawnOptions) => async () => {
  const { exitCode, out, err } = await runCommand(args, options);
  assert.is(exitCode, 2, `exit code ${exitCode}: ${err}`);
  assert.is(out, '');
  assert.match(err, message);
  assert.match(err, /hint: |Did you mean/);
  assert.is(err.split('\n').filter(line => line.startsWith('error: ')).length, 1, err);
  assert.not.match(err, /\n {4}at |node:internal/);
};
