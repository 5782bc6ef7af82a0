/**
 * Protects the instance from scale-in while it has a job. Invariant: calls go out one after the other and the last wish wins,
 * so "on" and "off" cannot overtake each other; and no failure of theirs reaches a job.
 */
import { type AutoScalingClient, SetInstanceProtectionCommand } from '@aws-sdk/client-auto-scaling';
import type { Ratio, Seconds } from '../../hub/units.ts';
import type { InstanceLog, OwnInstance } from './own-instance.ts';

export type ScaleInProtection = {
  readonly want: (isProtected: boolean) => void;
  /** Comes back when nothing is under way; after it nothing is called any more. */
  readonly stop: () => Promise<void>;
};

export type ProtectionPorts = {
  readonly client: AutoScalingClient;
  readonly instance: OwnInstance;
  readonly log: InstanceLog;
  readonly sleep: (seconds: Seconds, signal: AbortSignal) => Promise<void>;
  readonly drawRatio: () => Ratio;
};

/**
 * Doubling, each shorter by a part drawn by chance. A worker that is ready is refused until its launch hook is answered
 * (infra/boot/worker-environment.ts), which is a matter of seconds.
 */
const PAUSE_SECONDS_MIN: Seconds = 1;
const PAUSE_SECONDS_MAX: Seconds = 30;

export function scaleInProtection({ client, instance, log, sleep, drawRatio }: ProtectionPorts): ScaleInProtection {
  const stopping = new AbortController();
  let wanted = false;
  /** A worker that crashed may have left it on, so nothing is taken for granted. */
  let actual: boolean | undefined;
  let running: Promise<void> | undefined;
  /** Ends the pause before the next attempt when the wish changes. */
  let pause = new AbortController();

  async function run(): Promise<void> {
    let pauseSeconds = PAUSE_SECONDS_MIN;
    let hasFailed = false;
    while (wanted !== actual && !stopping.signal.aborted) {
      const asked = wanted;
      try {
        await client.send(
          new SetInstanceProtectionCommand({
            AutoScalingGroupName: instance.group,
            InstanceIds: [instance.id],
            ProtectedFromScaleIn: asked,
          }),
        );
        actual = asked;
        if (hasFailed) log('info', 'scale-in protection is set after all', { isProtected: asked });
        hasFailed = false;
        pauseSeconds = PAUSE_SECONDS_MIN;
      } catch (error) {
        // The first of a row of failures says it all.
        if (!hasFailed) log('warn', 'scale-in protection could not be set, and is tried again', { error });
        hasFailed = true;
        pause = new AbortController();
        const signal = AbortSignal.any([stopping.signal, pause.signal]);
        if (wanted === asked) await sleep(pauseSeconds * (0.5 + 0.5 * drawRatio()), signal);
        pauseSeconds = Math.min(PAUSE_SECONDS_MAX, 2 * pauseSeconds);
      }
    }
    running = undefined;
  }

  return {
    want: isProtected => {
      if (wanted !== isProtected) pause.abort();
      wanted = isProtected;
      if (wanted !== actual && !stopping.signal.aborted) running ??= run();
    },
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}
