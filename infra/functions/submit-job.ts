/**
 * A submit: the job is stored, then its message sent. In this order, because a worker that gets a message before its job is
 * there must take it for nonsense. Invariant: no caller is told of a job that nobody will work on, and no job waits for ever
 * without a trace.
 */
import { type Job, newJob } from '../../hub/job/job.ts';
import { queueMessage } from '../../hub/job/queue-message.ts';
import type { SubmitRequest } from '../../hub/job/submit-request.ts';
import type { Log } from './log.ts';
import type { PutJob } from './put-job.ts';
import type { SendMessage } from './send-message.ts';
import type { WithdrawJob } from './withdraw-job.ts';

export type SubmitPorts = {
  readonly putJob: PutJob;
  readonly sendMessage: SendMessage;
  readonly withdrawJob: WithdrawJob;
  readonly drawJobId: () => string;
  readonly currentTime: () => string;
  readonly log: Log;
};

export type SubmitSettings = { readonly firstQueue: string; readonly retentionDays: number };

export type SubmitOutcome =
  | { readonly kind: 'submitted'; readonly job: Job }
  /** Its id belongs to another job. Nothing was changed. */
  | { readonly kind: 'taken' }
  /** The queue took no message, and the job is gone again. */
  | { readonly kind: 'unsent' };

export async function submitJob(
  { ownerId, request }: { readonly ownerId: string; readonly request: SubmitRequest },
  { firstQueue, retentionDays }: SubmitSettings,
  ports: SubmitPorts,
): Promise<SubmitOutcome> {
  const jobId = ports.drawJobId();
  const job = newJob({ jobId, ownerId, request, firstQueue, now: ports.currentTime(), retentionDays });
  if ((await ports.putJob(job)) === 'taken') return { kind: 'taken' };
  try {
    await ports.sendMessage(queueMessage(jobId, firstQueue));
    return { kind: 'submitted', job };
  } catch (error) {
    ports.log('ERROR', 'the queue took no message', { jobId, queue: firstQueue, error });
    return withdraw(job, ports);
  }
}

/**
 * A send that failed may still have arrived: then a worker has the job by now and it is submitted after all, or a worker
 * will find no job behind the message and drop it.
 */
async function withdraw(job: Job, { withdrawJob, log }: SubmitPorts): Promise<SubmitOutcome> {
  try {
    if ((await withdrawJob(job)) === 'started') return { kind: 'submitted', job };
  } catch (error) {
    log('ERROR', 'a job was left in the table without a message', { jobId: job.jobId, error });
  }
  return { kind: 'unsent' };
}
