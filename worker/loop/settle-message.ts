/**
 * What is done about a message when its work has ended. Invariant: a message is deleted only when its job needs it no more:
 * the queue's stages are stored, the job has ended, or the message is void. Whatever fails here leaves the message to come
 * again, which is always safe.
 */
import type { SQSClient } from '@aws-sdk/client-sqs';
import { assertNever } from '../../hub/assert-never.ts';
import { releaseChange, usedUpChange } from '../../hub/job/claim-job.ts';
import { failedChange } from '../../hub/job/end-job.ts';
import { failureOf } from '../../hub/job/failure.ts';
import type { JobChange } from '../../hub/job/job-change.ts';
import type { Ratio, Seconds } from '../../hub/units.ts';
import type { JobStore } from './job-store.ts';
import { deleteMessage, hideMessage, type Received } from './message-queue.ts';
import type { Outcome } from './outcome.ts';

export type Lease = { readonly jobId: string; readonly turn: number; readonly leaseId: string };

export type SettlePorts = {
  readonly sqs: SQSClient;
  readonly jobs: JobStore;
  readonly currentTime: () => string;
  /** 0..1 by chance: workers that failed together must not come back together. */
  readonly drawRatio: () => Ratio;
  readonly retryBackoffSeconds: Seconds;
  readonly retentionDays: number;
};

/** No pause between two attempts is longer. */
const BACKOFF_SECONDS_MAX: Seconds = 900;

/**
 * @param lease of the job, where this worker had it
 * @throws what AWS answers; the caller logs it, and the message comes again
 */
export async function settleMessage(
  outcome: Outcome,
  received: Received,
  lease: Lease | undefined,
  ports: SettlePorts,
): Promise<void> {
  const { sqs, currentTime, retentionDays } = ports;
  const letGo = () => write(lease, releaseChange(currentTime()), ports);
  switch (outcome.kind) {
    case 'done':
      await letGo();
      return deleteMessage(sqs, received);
    case 'drop':
      return deleteMessage(sqs, received);
    case 'permanent':
      await write(lease, failedChange(outcome.failure, { now: currentTime(), retentionDays }), ports);
      return deleteMessage(sqs, received);
    case 'transient':
      if (isLastReceive(received)) {
        // The queue will not deliver it again: it goes to the dead letters, and its owner is told now.
        const failure = failureOf('too-many-attempts');
        await write(lease, failedChange(failure, { now: currentTime(), retentionDays }), ports);
        return hideMessage(sqs, received, 0);
      }
      await letGo();
      return hideMessage(sqs, received, backoffSeconds(received.receiveCount, ports));
    case 'unreadable':
      return hideMessage(sqs, received, backoffSeconds(received.receiveCount, ports));
    case 'wait':
      return hideMessage(sqs, received, outcome.seconds);
    case 'drain':
      if (lease !== undefined && isLastReceive(received)) {
        await write(lease, usedUpChange(lease.turn, currentTime()), ports);
        return deleteMessage(sqs, received);
      }
      await letGo();
      return hideMessage(sqs, received, 0);
    case 'lease-lost':
      return;
    default:
      return assertNever(outcome);
  }
}

/** The queue delivers it no more. */
const isLastReceive = ({ receiveCount, queue }: Received): boolean => receiveCount >= queue.receiveCountMax;

/** Doubles with every receive; half of it is chance. @example backoff 30 s at the third receive -> 60 to 120 s */
export function backoffSeconds(
  receiveCount: number,
  { retryBackoffSeconds, drawRatio }: Pick<SettlePorts, 'retryBackoffSeconds' | 'drawRatio'>,
): Seconds {
  const longest = Math.min(BACKOFF_SECONDS_MAX, retryBackoffSeconds * 2 ** (receiveCount - 1));
  return longest * (0.5 + 0.5 * drawRatio());
}

/** Refused when the lease is lost: then the job is another's, and so is what is written of it. */
async function write(lease: Lease | undefined, change: JobChange, { jobs }: SettlePorts): Promise<void> {
  if (lease === undefined) return;
  const { jobId, turn, leaseId } = lease;
  await jobs.changeJob(jobId, { kind: 'holder', turn, leaseId }, change);
}
