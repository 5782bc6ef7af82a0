/**
 * Runs a study: replications on the main thread and on workers, until the stop rule is content. It protects one invariant:
 * threads change how long it takes, and nothing else. The stop rule looks at replications 0..n-1 in order, and what was run
 * beyond the last look is thrown away.
 */
import type { SimulationInput } from '../model/simulation-input.ts';
import { type Play, type PlayOptions, withPlay } from './play.ts';
import { isPrecise, nextLookCount, precisionOf } from './stop-rule.ts';
import { combineStudy } from './study.ts';
import type { StudyResult } from './study-result.ts';

/** A study may end before the `maxCount` that progress counts to. */
export type StudyOptions = PlayOptions;

/**
 * Runs as many replications as the scenario's rule asks for and combines them. An abort is noticed between two
 * replications of the main thread.
 *
 * @throws HubError INTERRUPTED after an abort, or what a replication threw, on whichever thread. Workers may still be at work on what nobody waits for.
 * @example await withCrew(1, crew => runStudy(input, { crew }))
 */
export function runStudy(input: SimulationInput, options: StudyOptions = {}): Promise<StudyResult> {
  const runs = Array.from({ length: input.scenario.replications.max }, (_, replication) => ({ input: 0, replication }));
  // Replication 0 is run here, so that its portrait need not cross threads.
  return withPlay({ inputs: [input], runs, ownCount: 1 }, options, play => conduct(input, play));
}

async function conduct(input: SimulationInput, play: Play): Promise<StudyResult> {
  const { replications: rule } = input.scenario;
  // Only now, when the crew is at work, as in play.ts.
  const { portraitOf, replicateOnce } = await import('./replicate-once.ts');
  const first = replicateOnce(input, 0);
  const portrait = portraitOf(first.record);
  play.add(0, first.summary);
  for (let lookCount = nextLookCount(0, rule); ; lookCount = nextLookCount(lookCount, rule)) {
    const summaries = await play.gather(lookCount);
    if (lookCount >= rule.max || isPrecise(precisionOf(summaries), rule)) {
      return combineStudy({ seed: input.seed, rule, summaries, portrait });
    }
  }
}
