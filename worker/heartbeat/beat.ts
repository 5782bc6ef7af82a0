/**
 * One job's heartbeats: the lease in the table and the visibility of the message move on together, every `heartbeatSeconds`,
 * until they are told to stop or find the job lost. Calls that fail are repeated until the message would be visible again.
 */
import type { SQSClient } from '@aws-sdk/client-sqs';
import { holdChange } from '../../hub/job/claim-job.ts';
import type { Seconds } from '../../hub/units.ts';
import { currentTime, monotonicSeconds, sleep } from '../environment.ts';
import type { JobStore } from '../loop/job-store.ts';
import { hideMessage, isMessageLost } from '../loop/message-queue.ts';
import type { WorkerQueue } from '../settings.ts';
import type { Hold } from './hold.ts';

export type BeatPorts = { readonly sqs: SQSClient; readonly jobs: JobStore };

const REPEAT_SECONDS: Seconds = 2;

/** @returns why the job was lost; undefined when the signal ended it */
export async function beatUntil(hold: Hold, ports: BeatPorts, signal: AbortSignal): Promise<string | undefined> {
  const { heartbeatSeconds, visibilityTimeoutSeconds } = hold.queue;
  const startedSeconds = monotonicSeconds();
  let hiddenUntilSeconds = startedSeconds + visibilityTimeoutSeconds;
  let pauseSeconds = heartbeatSeconds;
  for (;;) {
    await sleep(pauseSeconds, signal);
    if (signal.aborted) return undefined;
    if (monotonicSeconds() - startedSeconds > hold.secondsMax) return `held for more than ${hold.secondsMax} s`;
    const beatSeconds = monotonicSeconds();
    const beat = await tryBeat(hold, ports);
    if (beat.kind === 'lost') return beat.reason;
    if (beat.kind === 'beaten') {
      hiddenUntilSeconds = beatSeconds + visibilityTimeoutSeconds;
      pauseSeconds = heartbeatSeconds;
      continue;
    }
    if (monotonicSeconds() + REPEAT_SECONDS >= hiddenUntilSeconds) return `no heartbeat came through: ${beat.reason}`;
    pauseSeconds = REPEAT_SECONDS;
  }
}

type Beat = { readonly kind: 'beaten' } | { readonly kind: 'lost' | 'failed'; readonly reason: string };

async function tryBeat({ queue, receiptHandle, jobId, turn, leaseId }: Hold, { sqs, jobs }: BeatPorts): Promise<Beat> {
  const leaseSeconds = queue.visibilityTimeoutSeconds;
  try {
    // The lease first: a message that is hidden for nobody only waits; a job that is held beyond its message is safe.
    const change = holdChange({ leaseId, leaseSeconds, now: currentTime() });
    const written = await jobs.changeJob(jobId, { kind: 'holder', turn, leaseId }, change);
    if (written === 'moved') return { kind: 'lost', reason: 'the lease is no longer ours' };
    await hideMessage(sqs, { queue: queue as WorkerQueue, receiptHandle }, leaseSeconds);
    return { kind: 'beaten' };
  } catch (error) {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { kind: isMessageLost(error) ? 'lost' : 'failed', reason };
  }
}
