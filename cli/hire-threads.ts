/** How many threads a run gets, settled before anything heavy is loaded. */
import { availableParallelism } from 'node:os';
import { type Crew, hireCrew } from '../sim/study/replicate-crew.ts';
import { readWholeNumber } from './flag-values.ts';
import type { RunFlags } from './flags.ts';

/** More than eight rarely help: a study has 10 to 50 replications, and each thread has to load first. */
const THREADS_DEFAULT_MAX = 8;
const THREADS_MAX = 256;

/** The workers beside the main thread; the caller dismisses them. A single replication has no use for any. */
export function hireThreads({ threads, replications }: Pick<RunFlags, 'threads' | 'replications'>): Crew {
  const count =
    threads === undefined
      ? Math.min(availableParallelism(), THREADS_DEFAULT_MAX)
      : readWholeNumber('--threads', threads, { min: 1, max: THREADS_MAX });
  return hireCrew(replications === '1' ? 0 : count - 1);
}
