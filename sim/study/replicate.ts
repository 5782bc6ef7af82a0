/**
 * Runs a study: replications on the main thread and on workers, until the stop rule is content. It protects one
 * invariant: threads change how long it takes, and nothing else. Each replication depends on its number alone, the stop
 * rule looks at replications 0..n-1 in order, and what was run beyond the last look is thrown away.
 */
import { HubError } from '../../hub/errors.ts';
import type { Count } from '../../hub/units.ts';
import type { SimulationInput } from '../model/simulation-input.ts';
import { type Crew, hireCrew } from './replicate-crew.ts';
import { portraitOf, replicateOnce } from './replicate-once.ts';
import { createCounter, takeReplication } from './replicate-task.ts';
import { isPrecise, nextLookCount, precisionOf } from './stop-rule.ts';
import { combineStudy } from './study.ts';
import type { ReplicationSummary, StudyResult } from './study-result.ts';

export type StudyOptions = {
  /** Workers beside the main thread; none when left out. Whoever hired them dismisses them. */
  readonly crew?: Crew;
  /** After each replication. A study may end before `maxCount`. */
  readonly onProgress?: (doneCount: Count, maxCount: Count) => void;
  readonly signal?: AbortSignal;
};

/** A study under way: what is known so far, filled by the main thread and by news from workers. */
type Progress = {
  readonly input: SimulationInput;
  readonly counter: Int32Array<SharedArrayBuffer>;
  /** By replication, with holes. */
  readonly summaries: (ReplicationSummary | undefined)[];
  failure: Error | undefined;
  /** Wakes the main thread from waiting for news. */
  wake: () => void;
  add(summary: ReplicationSummary): void;
  fail(error: Error): void;
};

/**
 * Runs as many replications as the scenario's rule asks for and combines them. An abort is noticed between two
 * replications of the main thread, and ends workers at once.
 *
 * @throws HubError INTERRUPTED after an abort, or what a replication threw, on whichever thread. Workers may still be at work on what nobody waits for.
 * @example await withCrew(1, crew => runStudy(input, { crew }))
 */
export async function runStudy(input: SimulationInput, options: StudyOptions = {}): Promise<StudyResult> {
  const { signal, crew = hireCrew(0) } = options;
  const progress = openProgress(input, options);
  const interrupt = () => progress.fail(new HubError('INTERRUPTED', 'the study was interrupted'));
  signal?.addEventListener('abort', interrupt);
  try {
    if (signal?.aborted) interrupt();
    throwFailure(progress);
    const task = { input, counter: progress.counter, maxCount: input.scenario.replications.max };
    crew.assign(task, { onSummary: progress.add, onFailure: progress.fail });
    return await conduct(progress);
  } finally {
    signal?.removeEventListener('abort', interrupt);
  }
}

async function conduct(progress: Progress): Promise<StudyResult> {
  const { input } = progress;
  const { replications: rule } = input.scenario;
  // 1. Replication 0 is run here, so that its portrait need not cross threads.
  const first = replicateOnce(input, 0);
  const portrait = portraitOf(first.record);
  progress.add(first.summary);
  await nextTurn(progress);
  // 2. Up to the next look, until a look is content.
  for (let lookCount = nextLookCount(0, rule); ; lookCount = nextLookCount(lookCount, rule)) {
    const summaries = await gather(progress, lookCount);
    if (lookCount >= rule.max || isPrecise(precisionOf(summaries), rule)) {
      return combineStudy({ seed: input.seed, rule, summaries, portrait });
    }
  }
}

/** Works until replications 0..count-1 are all there, whoever ran them. */
async function gather(progress: Progress, count: Count): Promise<ReplicationSummary[]> {
  const { counter, input } = progress;
  for (let next = takeReplication(counter, count); next !== undefined; next = takeReplication(counter, count)) {
    progress.add(replicateOnce(input, next).summary);
    await nextTurn(progress);
  }
  for (;;) {
    const summaries = progress.summaries.slice(0, count).filter(summary => summary !== undefined);
    if (summaries.length === count) return summaries;
    // News comes only while this thread waits, so none is missed between the line above and here.
    await new Promise<void>(resolve => {
      progress.wake = resolve;
    });
    throwFailure(progress);
  }
}

function openProgress(input: SimulationInput, { onProgress }: StudyOptions): Progress {
  let doneCount = 0;
  const progress: Progress = {
    input,
    // Replication 0 is taken by the main thread.
    counter: createCounter(1),
    summaries: [],
    failure: undefined,
    wake: () => {},
    add(summary) {
      progress.summaries[summary.replication] = summary;
      doneCount += 1;
      onProgress?.(doneCount, input.scenario.replications.max);
      progress.wake();
    },
    fail(error) {
      progress.failure ??= error;
      progress.wake();
    },
  };
  return progress;
}

/** Lets timers, signals and messages of workers through, and stops if one of them says so. */
async function nextTurn(progress: Progress): Promise<void> {
  await new Promise(resolve => setImmediate(resolve));
  throwFailure(progress);
}

function throwFailure({ failure }: Progress): void {
  if (failure !== undefined) throw failure;
}
