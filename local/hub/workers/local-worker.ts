/** One worker process, seen from the hub: what its log says of it, and the ways to end it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { killProcessGroup } from '../../../worker/environment.ts';
import { NODE_FLAGS } from '../../../worker/image/node-flags.ts';
import { environment, nodePath } from '../../environment.ts';
import { parseWorkerLine, type WorkerLine } from './worker-line.ts';

/**
 * - starting: not ready yet. idle: takes work. busy: has a job. draining: takes none, ends when its job has.
 * - gone: the process has ended.
 */
export type WorkerState = 'starting' | 'idle' | 'busy' | 'draining' | 'gone';

export type LocalWorker = {
  readonly name: string;
  readonly group: string;
  readonly state: () => WorkerState;
  /** In work now. */
  readonly jobId: () => string | undefined;
  /** SIGTERM: it finishes what it has, or hands it back. */
  readonly drain: () => void;
  readonly kill: () => void;
  /** The exit code; null when it was killed. */
  readonly ended: Promise<number | null>;
};

export type WorkerParts = {
  readonly name: string;
  readonly group: string;
  /** Its file. */
  readonly program: string;
  readonly variables: Readonly<Record<string, string>>;
  /** Each line of its log, and what it says on its standard error. */
  readonly onLine: (line: WorkerLine | undefined, text: string) => void;
  readonly onChange: () => void;
};

export function startLocalWorker(parts: WorkerParts): LocalWorker {
  const { name, group, program, onLine, onChange } = parts;
  const folder = mkdtempSync(join(tmpdir(), 'asset-hub-worker-'));
  const child = spawn(nodePath, [...NODE_FLAGS, program], {
    env: {
      ...environment,
      ASSET_HUB_WEIGHTS_FOLDER: join(folder, 'weights'),
      ...parts.variables,
      ASSET_HUB_SCRATCH_FOLDER: folder,
      ASSET_HUB_READY_FILE: join(folder, 'ready'),
    },
    // The channel is how it notices that the hub is gone. A session of its own: Ctrl-C in the terminal is the hub's to pass on.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: true,
  });
  let state: WorkerState = 'starting';
  let jobId: string | undefined;
  let isDraining = false;
  const become = (next: WorkerState) => {
    state = isDraining && next !== 'gone' ? 'draining' : next;
    onChange();
  };
  readLines(child, text => {
    const line = parseWorkerLine(text);
    onLine(line, text);
    if (line?.msg === 'worker is ready') become('idle');
    if (line?.msg === 'job taken') {
      jobId = typeof line.jobId === 'string' ? line.jobId : undefined;
      become('busy');
    }
    if (line?.msg.startsWith('message ')) {
      jobId = undefined;
      become('idle');
    }
  });
  const ended = once(child, 'exit').then(([code]) => {
    rmSync(folder, { recursive: true, force: true });
    jobId = undefined;
    become('gone');
    return code as number | null;
  });
  return {
    name,
    group,
    state: () => state,
    jobId: () => jobId,
    drain: () => {
      if (isDraining || state === 'gone') return;
      isDraining = true;
      child.kill('SIGTERM');
      become('draining');
    },
    // With its model host and whatever that has started.
    kill: () => child.pid !== undefined && killProcessGroup(child.pid),
    ended,
  };
}

function readLines(child: ChildProcess, onText: (text: string) => void): void {
  for (const stream of [child.stdout, child.stderr]) if (stream !== null) createInterface(stream).on('line', onText);
}
