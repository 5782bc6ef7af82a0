/**
 * The worker's life: one message after the other, as long as the instance may take work. Invariant: no message is received
 * that nobody is going to look at; one that arrives while the instance goes is shown again at once.
 */
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { StageName } from '../../hub/plan/stage-names.ts';
import type { Seconds } from '../../hub/units.ts';
import { sleep } from '../environment.ts';
import type { WorkerQueue } from '../settings.ts';
import { type HandlePorts, handleMessage } from './handle-message.ts';
import { hideMessage, type Received, receiveNext } from './message-queue.ts';
import type { OutcomeKind } from './outcome.ts';

/** A stage goes on in this process although nobody wants it any more. Beside it, the next job would not be safe. */
export class StuckStage extends Error {}

/** What the loop asks of the instance it runs on, and tells it. */
export type InstancePorts = {
  /** In service, and nobody has said that it will go. */
  readonly mayTake: () => boolean;
  /** Given when the worker is to end: it finishes what it has, or hands it back. */
  readonly end: AbortSignal;
  /** Around each job: a group must not take an instance that works. */
  readonly onBusy: (queue: string) => void;
  readonly onIdle: () => void;
};

export type LoopPorts = HandlePorts & {
  readonly instance: InstancePorts;
  readonly queues: readonly WorkerQueue[];
  /** Each round, for whoever watches the worker. */
  readonly onPoll: () => void;
  readonly onOutcome?: (kind: OutcomeKind, queue: string) => void;
};

/** A queue that cannot be reached now: another second, doubling up to half a minute. */
const PAUSE_SECONDS_MIN: Seconds = 1;
const PAUSE_SECONDS_MAX: Seconds = 30;
/** How soon an instance that may not take work is asked again. */
const CLOSED_SECONDS: Seconds = 1;

/**
 * Comes back when the instance has said that the worker is to end, and nothing is under way any more.
 *
 * @throws StuckStage when a stage is given up that does not end: its message is settled, and the process is to follow
 */
export async function runLoop(given: LoopPorts): Promise<void> {
  let stuck: StageName | undefined;
  const ports: LoopPorts = {
    ...given,
    onStuck: stage => {
      stuck = stage;
    },
  };
  const { instance, sqs, queues, log, onPoll } = ports;
  let pauseSeconds = PAUSE_SECONDS_MIN;
  while (!instance.end.aborted) {
    onPoll();
    if (!instance.mayTake()) {
      await sleep(CLOSED_SECONDS, instance.end);
      continue;
    }
    try {
      // Not ended by a signal: a message that SQS is just handing out would be hidden for nobody.
      const received = await receiveNext(sqs, queues);
      pauseSeconds = PAUSE_SECONDS_MIN;
      if (received !== undefined) await take(received, ports);
    } catch (error) {
      log('error', 'no queue could be read', { error, pauseSeconds });
      await sleep(pauseSeconds * (0.5 + 0.5 * ports.drawRatio()), instance.end);
      pauseSeconds = Math.min(PAUSE_SECONDS_MAX, 2 * pauseSeconds);
    }
    if (stuck !== undefined) throw new StuckStage(`stage ${stuck} does not end: this worker does`);
  }
}

async function take(received: Received, ports: LoopPorts): Promise<void> {
  const { instance, sqs, onOutcome } = ports;
  if (instance.end.aborted || !instance.mayTake()) return giveBack(sqs, received, ports);
  instance.onBusy(received.queue.name);
  try {
    const outcome = await handleMessage(received, ports);
    onOutcome?.(outcome.kind, received.queue.name);
  } finally {
    instance.onIdle();
  }
}

async function giveBack(sqs: SQSClient, received: Received, { log }: LoopPorts): Promise<void> {
  await hideMessage(sqs, received, 0).catch(error =>
    log('warn', 'a message stays hidden for its timeout', { queue: received.queue.name, error }),
  );
}
