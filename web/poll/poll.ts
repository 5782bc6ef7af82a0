/**
 * Asks until there is nothing more to ask: waits as it is told, not at all while nobody looks, longer and longer while nobody
 * answers, and asks at once when somebody looks again or the network is back.
 */
import { nextPollSeconds } from './next-poll-seconds.ts';

export type PollAnswer =
  | { readonly kind: 'answered'; readonly retryAfterSeconds: number }
  | { readonly kind: 'unreachable' }
  /** It has ended, or is not ours to see. */
  | { readonly kind: 'over' };

export type PollParts = {
  readonly ask: (signal: AbortSignal) => Promise<PollAnswer>;
  /** Ends early when the signal is given. */
  readonly pause: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Whether somebody looks, and there is a network. */
  readonly isAwake: () => boolean;
  /** Calls whenever that may have changed. @returns forgets it */
  readonly onWake: (listener: () => void) => () => void;
  readonly chance: () => number;
};

/** Asks at once. @returns ends it */
export function poll({ ask, pause, isAwake, onWake, chance }: PollParts): () => void {
  const ending = new AbortController();
  const { signal } = ending;
  let wake = new AbortController();
  const forget = onWake(() => isAwake() && wake.abort());

  async function run(): Promise<void> {
    let failureCount = 0;
    while (!signal.aborted) {
      wake = new AbortController();
      if (!isAwake()) {
        await pause(ASLEEP_MILLISECONDS, AbortSignal.any([signal, wake.signal]));
        continue;
      }
      const answer = await ask(signal);
      if (answer.kind === 'over') return;
      failureCount = answer.kind === 'unreachable' ? failureCount + 1 : 0;
      const retryAfterSeconds = answer.kind === 'answered' ? answer.retryAfterSeconds : undefined;
      const seconds = nextPollSeconds(retryAfterSeconds, failureCount, chance());
      await pause(seconds * 1000, AbortSignal.any([signal, wake.signal]));
    }
  }

  void run().finally(forget);
  return () => ending.abort();
}

/** It is woken; this is for browsers that forget to say so. */
const ASLEEP_MILLISECONDS = 60_000;
