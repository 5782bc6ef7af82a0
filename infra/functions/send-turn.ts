/**
 * Sends the message that a job's present turn needs, and notes that it was sent. Whoever dies between the two leaves a job
 * whose message may be missing; the reconciler gives it a new turn, and with that voids the message if it was sent after all.
 */
import type { Job } from '../../hub/job/job.ts';
import { queueMessage } from '../../hub/job/queue-message.ts';
import { sentChange } from '../../hub/job/reconcile-job.ts';
import type { ChangeJob } from './change-job.ts';
import type { Log } from './log.ts';
import type { SendMessage } from './send-message.ts';

export type SendTurnPorts = { readonly sendMessage: SendMessage; readonly changeJob: ChangeJob; readonly log: Log };

/**
 * @param job as it was written
 * @throws what the queue answers when it takes no message. That the note could not be written is logged, and no more: the
 * message is out, and a worker's claim notes the same.
 */
export async function sendTurn(job: Job, { sendMessage, changeJob, log }: SendTurnPorts): Promise<void> {
  await sendMessage(queueMessage(job));
  try {
    // `moved`: a worker has it already, and has noted it.
    await changeJob(job, sentChange(job));
  } catch (error) {
    log('WARN', 'a sent message could not be noted', { jobId: job.jobId, error });
  }
}
