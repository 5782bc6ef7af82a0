import type { Crew } from '../../sim/study/replicate-crew.ts';
import type { RunFlags } from '../flags.ts';

/**
 * Plays something on as many threads as the flags allow. The threads are hired first: they load the simulator while this
 * one loads what reads the plan.
 */
export async function withCrew(
  flags: Pick<RunFlags, 'threads' | 'replications'>,
  play: (crew: Crew) => Promise<void>,
): Promise<void> {
  const { hireThreads } = await import('../hire-threads.ts');
  const crew = hireThreads(flags);
  try {
    await play(crew);
  } finally {
    await crew.dismiss();
  }
}
