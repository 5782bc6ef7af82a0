/**
 * The termination hook, which keeps the instance until its worker is idle.
 *
 * Who answers which hook, so that each is answered by one party:
 * - launch hook: the boot scripts alone (enter-service.sh continues it, give-up.sh abandons it);
 * - termination hook before there is a ready worker: enter-service.sh, after it has stopped the worker;
 * - termination hook of an instance in service, on its way to its end or back into the warm pool: the worker, here. It gets
 *   no SIGTERM then; it sees the target state in the metadata. At a SIGTERM without such a state it answers nothing: the one
 *   who stops it (enter-service.sh, a shutdown, a person) knows why.
 * A worker that has crashed answers nothing; then the hook times out after the plan's drainSeconds, and the group goes on.
 */
import {
  type AutoScalingClient,
  CompleteLifecycleActionCommand,
  RecordLifecycleActionHeartbeatCommand,
} from '@aws-sdk/client-auto-scaling';
import type { Seconds } from '../../hub/units.ts';
import type { InstanceLog, OwnInstance } from './own-instance.ts';

export type TerminationHook = {
  /** From the moment that the drain is seen until the signal. The worker has its own deadline; see below. */
  readonly keepWaiting: (signal: AbortSignal) => Promise<void>;
  /** The instance may go. Comes back when AWS has taken the answer, no hook waits, or nothing helps. */
  readonly complete: () => Promise<void>;
};

export type HookPorts = {
  readonly client: AutoScalingClient;
  readonly instance: OwnInstance;
  readonly hookName: string;
  /** The hook's own timeout, which is the plan's drainSeconds. */
  readonly drainSeconds: Seconds;
  readonly log: InstanceLog;
  readonly sleep: (seconds: Seconds, signal?: AbortSignal) => Promise<void>;
};

/** Pauses of 1, 2, 4, 8 s between attempts: together within the reserve that the drain's deadline leaves, and a bit. */
const ATTEMPTS = 5;

export function terminationHook(ports: HookPorts): TerminationHook {
  const { client, instance, hookName, drainSeconds, log, sleep } = ports;
  const action = {
    AutoScalingGroupName: instance.group,
    InstanceId: instance.id,
    LifecycleHookName: hookName,
  };
  return {
    /**
     * The hook's clock starts before the worker sees the drain, and the worker's deadline is counted from then. One heartbeat
     * when half of the time is over starts the hook's clock anew, so that it is the worker who ends the drain, in order.
     */
    keepWaiting: async signal => {
      while (!signal.aborted) {
        await sleep(drainSeconds / 2, signal);
        if (signal.aborted) return;
        try {
          await client.send(new RecordLifecycleActionHeartbeatCommand(action));
        } catch (error) {
          log('warn', 'the termination hook took no heartbeat', { error });
          if (isNoHook(error)) return;
        }
      }
    },
    complete: async () => {
      for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
        try {
          await client.send(new CompleteLifecycleActionCommand({ ...action, LifecycleActionResult: 'CONTINUE' }));
          log('info', 'the termination hook is answered');
          return;
        } catch (error) {
          if (isNoHook(error)) return log('info', 'no termination hook waits');
          log(attempt < ATTEMPTS ? 'warn' : 'error', 'the termination hook took no answer', { attempt, error });
          if (attempt < ATTEMPTS) await sleep(2 ** (attempt - 1));
        }
      }
    },
  };
}

/** The words that lifecycle-action.sh knows, too: AWS has no code of its own for it. */
const isNoHook = (error: unknown): boolean =>
  error instanceof Error && error.message.includes('No active Lifecycle Action found');
