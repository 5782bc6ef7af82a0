import type { SimulationInput } from '../model/simulation-input.ts';
import { type PlayOptions, withPlay } from './play.ts';
import type { PlannedRun } from './replicate-task.ts';
import type { ReplicationSummary } from './replication-summary.ts';

export type { PlannedRun } from './replicate-task.ts';

/**
 * Plays runs of many inputs; each input crosses to a worker once, and once only when tasks that follow one another by the same
 * crew have it in common (the same value, by identity). All summaries are held, about 10 kB each: who plays millions of runs
 * plays them in parts.
 *
 * @returns a summary for each run, in the order of the runs; the same for any number of threads
 * @throws HubError INTERRUPTED after an abort, or what a run threw
 * @example await playMany([plain, changed], [{ input: 0, replication: 0 }, { input: 1, replication: 0 }], { crew })
 */
export function playMany(
  inputs: readonly SimulationInput[],
  runs: readonly PlannedRun[],
  options: PlayOptions = {},
): Promise<readonly ReplicationSummary[]> {
  return withPlay({ inputs, runs }, options, play => play.gather(runs.length));
}
