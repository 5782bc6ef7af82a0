import type { SimulationInput } from '../sim/model/simulation-input.ts';
import { runStudy } from '../sim/study/replicate.ts';
import type { Crew } from '../sim/study/replicate-crew.ts';
import type { StudyResult } from '../sim/study/study-result.ts';
import { createProgress } from './progress.ts';

/**
 * Runs studies one after the other, with one line of progress over all of them.
 *
 * @throws HubError INTERRUPTED after an abort; the crew is dismissed, however it ends
 */
export async function simulateVisibly(
  inputs: readonly SimulationInput[],
  crew: Crew,
  signal: AbortSignal,
): Promise<readonly StudyResult[]> {
  const progress = createProgress(process.stderr);
  const totalCount = inputs.reduce((sum, { scenario }) => sum + scenario.replications.max, 0);
  const results: StudyResult[] = [];
  let earlierCount = 0;
  try {
    for (const input of inputs) {
      const onProgress = (doneCount: number) => progress.update(earlierCount + doneCount, totalCount);
      results.push(await runStudy(input, { crew, signal, onProgress }));
      earlierCount += input.scenario.replications.max;
    }
    return results;
  } finally {
    // What ran ahead would slow down the rendering.
    await crew.dismiss();
    progress.clear();
  }
}
