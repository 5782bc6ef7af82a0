/** The worker's side of the heartbeat process. Invariant: after `release` nothing touches the message but its caller. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { FromHeartbeat, Hold, ToHeartbeat } from './hold.ts';

export type Heartbeat = {
  /** Begins to hold; `onLost` is called at most once, when the job is lost. Starts the process again if it has died. */
  readonly hold: (hold: Hold, onLost: (reason: string) => void) => void;
  /** Stops holding, and comes back when no heartbeat is under way any more. */
  readonly release: (leaseId: string) => Promise<void>;
  readonly stop: () => Promise<void>;
};

type Holding = { readonly hold: Hold; readonly onLost: (reason: string) => void; onReleased?: () => void };

export function startHeartbeat(): Heartbeat {
  const holdings = new Map<string, Holding>();
  let isStopping = false;
  let child = startProcess();

  function startProcess(): ChildProcess {
    const started = fork(join(import.meta.dirname, 'process.ts'), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    started.on('message', message => hear(message as FromHeartbeat));
    // A process that cannot be started or dies is replaced; until its next heartbeat the message stays hidden anyway.
    started.once('exit', () => {
      if (isStopping || started !== child) return;
      child = startProcess();
      for (const { hold, onReleased } of holdings.values()) {
        if (onReleased === undefined) send({ kind: 'hold', hold });
        else onReleased();
      }
    });
    started.on('error', () => {});
    // Idle, it must not keep a worker from ending.
    started.unref();
    if (holdings.size === 0) started.channel?.unref();
    return started;
  }

  const send = (message: ToHeartbeat) => child.send(message, () => {});

  function hear(message: FromHeartbeat): void {
    const holding = holdings.get(message.leaseId);
    if (holding === undefined) return;
    if (message.kind === 'lost') holding.onLost(message.reason);
    else holding.onReleased?.();
  }

  return {
    hold: (hold, onLost) => {
      holdings.set(hold.leaseId, { hold, onLost });
      child.channel?.ref();
      send({ kind: 'hold', hold });
    },
    release: async leaseId => {
      const holding = holdings.get(leaseId);
      if (holding === undefined) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      holding.onReleased = resolve;
      send({ kind: 'release', leaseId });
      await promise;
      holdings.delete(leaseId);
      if (holdings.size === 0) child.channel?.unref();
    },
    stop: async () => {
      isStopping = true;
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}
