/** A worker thread of a crew: waits for a task, takes replications until there are none, posts each summary, and waits again. */
import { parentPort } from 'node:worker_threads';
import { HubError } from '../../hub/errors.ts';
import type { SimulationInput } from '../model/simulation-input.ts';
import { replicateOnce } from './replicate-once.ts';
import { type ReplicationNews, type ReplicationTask, takePlace } from './replicate-task.ts';

/** Those of the last task, by the names that lists have for them. */
const inputs = new Map<number, SimulationInput>();

parentPort?.on('message', ({ number, fresh, stale, list, counter }: ReplicationTask) => {
  for (const name of stale) inputs.delete(name);
  for (const [name, input] of fresh) inputs.set(name, input);
  for (;;) {
    const place = takePlace(counter, list.length / 2);
    if (place === undefined) break;
    const news: ReplicationNews = { task: number, ...newsOf(list, place) };
    parentPort?.postMessage(news);
    if (news.kind !== 'summary') break;
  }
});

/** Of each kind of news what it says. */
type Told = ReplicationNews extends infer News ? (News extends unknown ? Omit<News, 'task'> : never) : never;

function newsOf(list: ReplicationTask['list'], place: number): Told {
  try {
    const input = inputs.get(list[2 * place]!)!;
    return { kind: 'summary', place, summary: replicateOnce(input, list[2 * place + 1]!).summary };
  } catch (error) {
    if (!(error instanceof HubError)) return { kind: 'defect', error };
    const { code, message, hint, problems } = error;
    return { kind: 'mistake', code, message, hint, problems };
  }
}
