/**
 * One run of a script in Blender, a process of its own and a group of its own. Invariant: when this answers, the group is gone.
 *
 * Whether it went well is read from the file that the script writes last, not from exit codes: Blender ends with 0 after a script
 * that failed, and after operators that did nothing (3.4.1, 2026-11-22).
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Seconds } from '../../hub/units.ts';
import { killProcessGroup } from '../environment.ts';
import { keepTail } from '../host/output-tail.ts';

export type BlenderRun =
  /** What the script wrote to result.json. */
  | { readonly kind: 'done'; readonly result: unknown }
  /** There is no such program here. */
  | { readonly kind: 'missing' }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'aborted' }
  /** It ended without a result. `outputTail`: the end of what it printed. */
  | { readonly kind: 'failed'; readonly how: string; readonly outputTail: string };

export type BlenderOptions = {
  /** Takes the folder as its argument. */
  readonly script: string;
  /** For what goes in and comes out. */
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly secondsMax: Seconds;
  /** Looked for on PATH. */
  readonly command?: string;
};

const RESULT = 'result.json';
/** Of Blender when its script fails; it would be 0. */
const SCRIPT_FAILED = 17;

export async function runBlender(options: BlenderOptions): Promise<BlenderRun> {
  const { script, folder, signal, secondsMax, command = 'blender' } = options;
  if (signal.aborted) return { kind: 'aborted' };
  const resultPath = join(folder, RESULT);
  await rm(resultPath, { force: true });
  const child = spawn(
    command,
    [
      ...['--background', '--factory-startup', '--python-exit-code', String(SCRIPT_FAILED)],
      ...['--python', script, '--', folder],
    ],
    { detached: true, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const tail = keepTail([child.stdout, child.stderr]);
  const killGroup = () => {
    if (child.pid !== undefined) killProcessGroup(child.pid);
  };
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    killGroup();
  }, secondsMax * 1000);
  signal.addEventListener('abort', killGroup, { once: true });
  try {
    const [code, deathSignal] = await once(child, 'exit');
    if (signal.aborted) return { kind: 'aborted' };
    if (isLate) return { kind: 'timeout' };
    const text = await readFile(resultPath, 'utf8').catch(() => undefined);
    if (text !== undefined) return { kind: 'done', result: JSON.parse(text) };
    const how = deathSignal === null ? `ended with code ${code}` : `died of ${deathSignal}`;
    return { kind: 'failed', how, outputTail: tail.text() };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { kind: 'missing' };
    throw error;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', killGroup);
    // What the leader started may have outlived it.
    killGroup();
  }
}
