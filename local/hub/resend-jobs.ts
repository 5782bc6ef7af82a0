/**
 * Queues do not outlive the emulator, jobs do: each open one gets a new turn and its message, the oldest first. A worker that
 * still had it has lost it by that, and whoever takes it up goes on behind the last stage that was stored.
 */
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { type Job, OPEN_SHARDS } from '../../hub/job/job.ts';
import { changedJob } from '../../hub/job/job-change.ts';
import type { queueMessage } from '../../hub/job/queue-message.ts';
import { nextTurn } from '../../hub/job/reconcile-job.ts';
import type { Count } from '../../hub/units.ts';
import { changeJobIn } from '../../infra/functions/change-job.ts';
import { listOpenJobsIn } from '../../infra/functions/open-jobs.ts';
import { sendTurn } from '../../infra/functions/send-turn.ts';
import type { AwsClients } from '../aws/aws-clients.ts';
import type { LocalHub } from '../aws/create-hub.ts';

export type ResendPorts = {
  readonly hub: LocalHub;
  readonly clients: AwsClients;
  readonly currentTime: () => string;
  readonly onTrouble: (text: string) => void;
};

/** @returns how many there were */
export async function resendJobs({ hub, clients, currentTime, onTrouble }: ResendPorts): Promise<Count> {
  const table = { client: clients.table, tableName: hub.tableName };
  const changeJob = changeJobIn(table);
  const log = (level: string, message: string) => level !== 'INFO' && onTrouble(message);
  const listOpenJobs = listOpenJobsIn(table, log);
  const open: Job[] = [];
  for (const shard of OPEN_SHARDS) for await (const jobs of listOpenJobs(shard)) open.push(...jobs);
  const sendMessage = async (message: ReturnType<typeof queueMessage>) => {
    const QueueUrl = hub.queueUrls[message.queue];
    if (QueueUrl === undefined) throw new Error(`the plan has no queue ${message.queue} any more`);
    await clients.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(message) }));
  };
  for (const job of open.toSorted((one, other) => (one.createdAt < other.createdAt ? -1 : 1))) {
    const change = nextTurn(job, currentTime());
    if ((await changeJob(job, change)) === 'moved') continue;
    // A turn that is not sent is what the reconciler looks for.
    await sendTurn(changedJob(job, change), { sendMessage, changeJob, log }).catch(error => onTrouble(String(error)));
  }
  return open.length;
}
