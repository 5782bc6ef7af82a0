/** One process of the model host, from its start to its end. Invariant: every order is answered, by a value or a HostError. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ownProcessId } from '../environment.ts';
import { faultKind } from './fault-kind.ts';
import { HostError } from './host-error.ts';
import type { FromHost, HostOrder, ToHost, Usage } from './messages.ts';
import { keepTail } from './output-tail.ts';

export type Ran<Value> = { readonly value: Value; readonly usage: Usage };

export type HostProcess = {
  readonly isAlive: () => boolean;
  /**
   * When the signal is given the process is killed, since nothing else stops it.
   *
   * @throws HostError
   */
  readonly ask: (order: HostOrder, options: AskOptions) => Promise<Ran<unknown>>;
  /** Comes back when the process is gone and its memory is free. */
  readonly kill: () => Promise<void>;
};

export type AskOptions = {
  readonly signal?: AbortSignal | undefined;
  readonly onStep?: ((step: never) => void) | undefined;
};

type Pending = {
  readonly resolve: (ran: Ran<unknown>) => void;
  readonly reject: (error: HostError) => void;
  readonly onStep: AskOptions['onStep'];
};

/** @param programsPath the module whose `programs` it runs */
export function startHostProcess(programsPath: string): HostProcess {
  const child = fork(join(import.meta.dirname, 'process.ts'), [String(ownProcessId), programsPath], {
    // Typed arrays cross as they are.
    serialization: 'advanced',
    // Not those of the worker: a debugger's port is taken.
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const tail = keepTail([child.stdout, child.stderr]);
  keepWorkerAlive(child, false);
  const pending = new Map<number, Pending>();
  let nextId = 1;
  let isGone = false;
  // Comes after the last of its output. A process that cannot be started says 'error', on which `once` rejects.
  const gone = once(child, 'close').then(
    ([code, signal]) => end(deathOf(code, signal, tail.text())),
    (error: unknown) => end(new HostError('host-crash', 'the model host could not be started', { cause: error })),
  );
  child.on('error', () => {});

  function end(error: HostError): void {
    isGone = true;
    for (const { reject } of pending.values()) reject(error);
    pending.clear();
  }

  child.on('message', message => {
    const { id, ...news } = message as FromHost;
    const asked = pending.get(id);
    if (asked === undefined) return;
    if (news.kind === 'step') return asked.onStep?.(news.step as never);
    pending.delete(id);
    if (news.kind === 'done') return asked.resolve({ value: news.value, usage: news.usage });
    asked.reject(new HostError(news.error.kind, news.error.message, { outputTail: tail.text() }));
  });

  async function kill(): Promise<void> {
    keepWorkerAlive(child, true);
    child.kill('SIGKILL');
    await gone;
  }

  return {
    isAlive: () => !isGone && child.connected,
    kill,
    ask: async (order, { signal, onStep }) => {
      if (signal?.aborted) throw abortedBy(signal);
      const id = nextId++;
      const { promise, resolve, reject } = Promise.withResolvers<Ran<unknown>>();
      const stop = () => {
        // Answered just now: there is nothing to stop.
        if (!pending.delete(id)) return;
        void kill().then(() => reject(abortedBy(signal!)));
      };
      if (isGone) throw new HostError('host-crash', 'the model host is gone', { outputTail: tail.text() });
      pending.set(id, { resolve, reject, onStep });
      keepWorkerAlive(child, true);
      signal?.addEventListener('abort', stop, { once: true });
      try {
        // What cannot reach a process that just died is rejected by its end; what cannot be copied throws here.
        child.send({ ...order, id } satisfies ToHost, () => {});
        return await promise;
      } finally {
        pending.delete(id);
        signal?.removeEventListener('abort', stop);
        if (pending.size === 0) keepWorkerAlive(child, false);
      }
    },
  };
}

/** A host that has nothing to do must not keep the worker from ending; it ends with it. */
function keepWorkerAlive(child: ChildProcess, isAsked: boolean): void {
  for (const held of [child, child.channel, child.stdout, child.stderr]) {
    const handle = held as { ref?(): void; unref?(): void } | null | undefined;
    if (isAsked) handle?.ref?.();
    else handle?.unref?.();
  }
}

const abortedBy = (signal: AbortSignal): HostError =>
  new HostError('aborted', 'what the model host did is not wanted any more', { cause: signal.reason });

/** The kernel kills with SIGKILL what takes too much of the machine's memory, and so does a person; that cannot be told apart. */
function deathOf(code: number | null, signal: string | null, outputTail: string): HostError {
  const how = signal === null ? `ended with code ${code}` : `died of ${signal}`;
  const kind = faultKind(outputTail) === 'out-of-memory' ? 'out-of-memory' : 'host-crash';
  return new HostError(kind, `the model host ${how}`, { outputTail });
}
