/**
 * Runs (replications of one or of many inputs) played on the main thread and on workers. It protects one invariant: threads
 * change how long it takes, and nothing else. Each run depends on its input and its replication's number alone, and what
 * comes out stands in the order of the runs, whoever played them.
 */
import { HubError } from '../../hub/errors.ts';
import type { Count } from '../../hub/units.ts';
import type { SimulationInput } from '../model/simulation-input.ts';
import { type Crew, hireCrew } from './replicate-crew.ts';
import { createCounter, type PlannedRun, takePlace } from './replicate-task.ts';
import type { ReplicationSummary } from './replication-summary.ts';

export type PlayOptions = {
  /** Workers beside the main thread; none when left out. Whoever hired them dismisses them. */
  readonly crew?: Crew;
  /** After each run. */
  readonly onProgress?: (doneCount: Count, maxCount: Count) => void;
  readonly signal?: AbortSignal;
};

/** Runs under way. Workers go through all of them; the main thread plays along while it gathers. */
export type Play = {
  /** Plays until runs 0..count-1 are all there, and gives them in that order. */
  gather(count: Count): Promise<ReplicationSummary[]>;
  /** A run's summary that the caller has made himself. */
  add(place: Count, summary: ReplicationSummary): void;
};

export type PlayTask = {
  readonly inputs: readonly SimulationInput[];
  readonly runs: readonly PlannedRun[];
  /** The first so many runs are the caller's own, who adds them; 0 when left out. */
  readonly ownCount?: Count;
};

/**
 * Hands the runs out and lets `work` gather them. An abort is noticed between two runs of the main thread.
 *
 * @throws HubError INTERRUPTED after an abort, or what a run threw, on whichever thread. Workers may still be at work on what
 *   nobody waits for.
 */
export async function withPlay<Result>(
  task: PlayTask,
  { crew = hireCrew(0), onProgress, signal }: PlayOptions,
  work: (play: Play) => Promise<Result>,
): Promise<Result> {
  const { inputs, runs } = task;
  const counter = createCounter(task.ownCount ?? 0);
  const summaries: (ReplicationSummary | undefined)[] = [];
  let doneCount = 0;
  let failure: Error | undefined;
  /** Wakes the main thread from waiting for news. */
  let wake = () => {};

  function add(place: Count, summary: ReplicationSummary): void {
    summaries[place] = summary;
    doneCount += 1;
    onProgress?.(doneCount, runs.length);
    wake();
  }
  function fail(error: Error): void {
    failure ??= error;
    wake();
  }
  function throwFailure(): void {
    if (failure !== undefined) throw failure;
  }
  async function gather(count: Count): Promise<ReplicationSummary[]> {
    // 1. Play along. The model is loaded when the crew is at work, not before: that takes longer than a replication.
    const { replicateOnce } = await import('./replicate-once.ts');
    for (;;) {
      // Lets timers, signals and messages of workers through.
      await new Promise(resolve => setImmediate(resolve));
      throwFailure();
      const place = takePlace(counter, count);
      if (place === undefined) break;
      const { input, replication } = runs[place]!;
      add(place, replicateOnce(inputs[input]!, replication).summary);
    }
    // 2. Wait for what workers have taken.
    for (;;) {
      const gathered = summaries.slice(0, count).filter(summary => summary !== undefined);
      if (gathered.length === count) return gathered;
      // News comes only while this thread waits, so none is missed between the line above and here.
      await new Promise<void>(resolve => {
        wake = resolve;
      });
      throwFailure();
    }
  }

  const interrupt = () => fail(new HubError('INTERRUPTED', 'the study was interrupted'));
  signal?.addEventListener('abort', interrupt);
  try {
    if (signal?.aborted) interrupt();
    throwFailure();
    crew.assign({ inputs, runs, counter }, { onSummary: add, onFailure: fail });
    return await work({ gather, add });
  } finally {
    signal?.removeEventListener('abort', interrupt);
    // What nobody took yet, nobody shall: the crew is free for its next task after the runs it is at.
    Atomics.store(counter, 0, runs.length);
  }
}
