/** `npm run character` as a person meets it: a process of its own, in a folder of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const MAIN = join(import.meta.dirname, '../../local/character.ts');

export type RanCharacter = { readonly exitCode: number; readonly out: string; readonly err: string };
export type RunOptions = {
  readonly folder: string;
  readonly variables?: Readonly<Record<string, string>>;
  /** Sends Ctrl-C once standard error matches, and calls back just before. */
  readonly interruptAt?: RegExp;
  readonly onInterrupt?: (processId: number) => void;
};

export const ownFolder = (): string => mkdtempSync(join(tmpdir(), 'asset-hub-character-'));

export async function runCharacter(args: readonly string[], options: RunOptions): Promise<RanCharacter> {
  const { folder, variables = {}, interruptAt, onInterrupt } = options;
  const env = { ...process.env, ...variables };
  const child = spawn(process.execPath, [MAIN, ...args], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  process.once('exit', () => child.kill('SIGKILL'));
  let err = '';
  let isInterrupted = false;
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    err += chunk;
    if (isInterrupted || interruptAt?.test(err) !== true) return;
    isInterrupted = true;
    onInterrupt?.(child.pid!);
    child.kill('SIGINT');
  });
  const [out, [exitCode]] = await Promise.all([text(child.stdout), once(child, 'close')]);
  return { exitCode, out, err };
}
