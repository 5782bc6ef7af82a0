/**
 * The model host: a process of its own, because onnxruntime blocks the thread that asks it for something, cannot be stopped
 * meanwhile, and takes its whole process along when it fails hard. The worker forks it (host-process.ts) and kills it.
 *
 * Tried: a worker thread. Ending it in the middle of a run took the whole process along, in 2 of 4 trials (SIGABRT,
 * onnxruntime-node 1.30.0, 2026-11-22). Killing a process did not: 22 ms from abort to gone (median of 20, at most 37).
 *
 * Arguments: the worker's process id, and the module whose `programs` it runs.
 */
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import {
  commandLine,
  exitProcess,
  ignoreStops,
  monotonicSeconds,
  onMessage,
  onParentGone,
  residentPeakBytes,
  sendToParent,
} from '../environment.ts';
import { faultKind } from './fault-kind.ts';
import { HostError } from './host-error.ts';
import type { FromHost, ToHost } from './messages.ts';
import type { Program, Programs } from './program.ts';
import { createSessions } from './sessions.ts';

const [workerId, programsPath = ''] = commandLine();
const sessions = createSessions();
const imported: Promise<{ readonly programs: Programs }> = import(pathToFileURL(programsPath).href);
const tell = (message: FromHost) => sendToParent(message);

async function carryOut(order: ToHost): Promise<unknown> {
  if (order.kind === 'load') return sessions.load(order.group, order.settings);
  const program: Program<never, unknown, unknown> | undefined = (await imported).programs[order.program];
  if (program === undefined) throw new HostError('failed', `the model host has no program ${order.program}`);
  return program(order.request as never, {
    infer: sessions.infer,
    infoOf: sessions.infoOf,
    tell: step => tell({ id: order.id, kind: 'step', step }),
  });
}

async function answer(order: ToHost): Promise<void> {
  const beginning = monotonicSeconds();
  try {
    const value = await carryOut(order);
    const seconds = monotonicSeconds() - beginning;
    tell({ id: order.id, kind: 'done', value, usage: { seconds, residentPeakBytes: residentPeakBytes() } });
  } catch (error) {
    tell({ id: order.id, kind: 'failed', error: faultOf(error) });
  }
}

function faultOf(error: unknown): Extract<FromHost, { kind: 'failed' }>['error'] {
  if (error instanceof HostError) return { kind: error.kind, message: error.message };
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { kind: faultKind(text), message: text };
}

let last: Promise<void> = Promise.resolve();
ignoreStops();
onMessage(message => {
  last = last.then(() => answer(message as ToHost));
});
onParentGone(() => exitProcess(0));
new Worker(new URL('./watch-parent.ts', import.meta.url), { workerData: Number(workerId) });
