/** A worker thread of a study: takes replications until there are none, and posts each summary. `replicate.ts` starts it. */
import { parentPort, workerData } from 'node:worker_threads';
import { HubError } from '../../hub/errors.ts';
import { replicateOnce } from './replicate-once.ts';
import { type ReplicationNews, type ReplicationTask, takeReplication } from './replicate-task.ts';

const { input, counter, maxCount } = workerData as ReplicationTask;

for (;;) {
  const replication = takeReplication(counter, maxCount);
  if (replication === undefined) break;
  const news = newsOf(replication);
  parentPort?.postMessage(news);
  if (news.kind !== 'summary') break;
}

function newsOf(replication: number): ReplicationNews {
  try {
    return { kind: 'summary', summary: replicateOnce(input, replication).summary };
  } catch (error) {
    if (!(error instanceof HubError)) return { kind: 'defect', replication, error };
    const { code, message, hint, problems } = error;
    return { kind: 'mistake', code, message, hint, problems };
  }
}
