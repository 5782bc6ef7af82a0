/** The worker threads of a study. It protects one invariant: none outlives its study, however that ends. */
import { Worker } from 'node:worker_threads';
import { HubError } from '../../hub/errors.ts';
import type { Count } from '../../hub/units.ts';
import type { ReplicationNews, ReplicationTask } from './replicate-task.ts';
import type { ReplicationSummary } from './study-result.ts';

export type CrewListener = {
  onSummary(summary: ReplicationSummary): void;
  /** May be called more than once. */
  onFailure(error: Error): void;
};

export type Crew = {
  /** Starts the workers, once; they load and begin by themselves while the caller works on. */
  start(): void;
  /** Ends all workers, whatever they are doing; resolves when they are gone. */
  dismiss(): Promise<void>;
};

/** No worker is made before `start`, and none for a count of 0. */
export function createCrew(workerCount: Count, task: ReplicationTask, listener: CrewListener): Crew {
  const workers: Worker[] = [];
  let isDismissed = false;

  function startOne(): Worker {
    const worker = new Worker(new URL('./replicate-worker.ts', import.meta.url), { workerData: task });
    worker.on('message', (news: ReplicationNews) => {
      if (news.kind === 'summary') listener.onSummary(news.summary);
      else listener.onFailure(errorOf(news));
    });
    // Thrown while loading, or out of memory: outside of what the worker itself can catch.
    worker.on('error', error => listener.onFailure(new Error(`a worker thread failed: ${error}`, { cause: error })));
    worker.on('exit', code => {
      if (code !== 0 && !isDismissed) listener.onFailure(new Error(`a worker thread ended with code ${code}`));
    });
    return worker;
  }

  return {
    start() {
      while (workers.length < workerCount) workers.push(startOne());
    },
    async dismiss() {
      isDismissed = true;
      await Promise.all(workers.map(worker => worker.terminate()));
    },
  };
}

function errorOf(news: Exclude<ReplicationNews, { kind: 'summary' }>): Error {
  if (news.kind === 'defect') return news.error instanceof Error ? news.error : new Error(String(news.error));
  const { code, message, hint, problems } = news;
  return new HubError(code, message, hint === undefined ? { problems } : { hint, problems });
}
