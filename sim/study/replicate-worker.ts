/** A worker thread of a crew: waits for a task, takes replications until there are none, posts each summary, and waits again. */
import { parentPort } from 'node:worker_threads';
import { HubError } from '../../hub/errors.ts';
import { replicateOnce } from './replicate-once.ts';
import { type ReplicationNews, type ReplicationTask, takeReplication } from './replicate-task.ts';

parentPort?.on('message', ({ number, input, counter, maxCount }: ReplicationTask) => {
  for (;;) {
    const replication = takeReplication(counter, maxCount);
    if (replication === undefined) break;
    const news: ReplicationNews = { task: number, ...newsOf(input, replication) };
    parentPort?.postMessage(news);
    if (news.kind !== 'summary') break;
  }
});

/** Of each kind of news what it says. */
type Told = ReplicationNews extends infer News ? (News extends unknown ? Omit<News, 'task'> : never) : never;

function newsOf(input: ReplicationTask['input'], replication: number): Told {
  try {
    return { kind: 'summary', summary: replicateOnce(input, replication).summary };
  } catch (error) {
    if (!(error instanceof HubError)) return { kind: 'defect', replication, error };
    const { code, message, hint, problems } = error;
    return { kind: 'mistake', code, message, hint, problems };
  }
}
