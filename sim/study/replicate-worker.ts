/** A worker thread of a study: waits for its task, takes replications until there are none, and posts each summary. */
import { parentPort } from 'node:worker_threads';
import { HubError } from '../../hub/errors.ts';
import { replicateOnce } from './replicate-once.ts';
import { type ReplicationNews, type ReplicationTask, takeReplication } from './replicate-task.ts';

parentPort?.once('message', ({ input, counter, maxCount }: ReplicationTask) => {
  for (;;) {
    const replication = takeReplication(counter, maxCount);
    if (replication === undefined) break;
    const news = newsOf(input, replication);
    parentPort?.postMessage(news);
    if (news.kind !== 'summary') break;
  }
});

function newsOf(input: ReplicationTask['input'], replication: number): ReplicationNews {
  try {
    return { kind: 'summary', summary: replicateOnce(input, replication).summary };
  } catch (error) {
    if (!(error instanceof HubError)) return { kind: 'defect', replication, error };
    const { code, message, hint, problems } = error;
    return { kind: 'mistake', code, message, hint, problems };
  }
}
