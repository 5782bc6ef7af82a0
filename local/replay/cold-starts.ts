/** Which jobs waited for a worker to come up, and how long: counted as the simulator counts it. Pure. */
import type { Seconds } from '../../hub/units.ts';
import type { Member } from '../hub/scaler/local-group.ts';
import type { Attempt } from './observe-run.ts';

export type ColdStart = { readonly jobId: string; readonly queue: string; readonly seconds: Seconds };

/**
 * Of the first job of each worker, if this was where its wait in the queue ended: the part of the wait in which the worker was
 * on its way. Workers of the minimum, which stood there from the beginning, have none.
 *
 * @param attempts by the worker's name, in order of time
 * @param waitOf when the job came into the queue, and when a worker took it there first; NaN: nobody saw it
 * @example launched at 10 and ready at 90, its first job queued at 30   // { seconds: 60 }
 */
export function coldStarts(
  members: readonly (Pick<Member, 'launchedSeconds' | 'readySeconds'> & {
    readonly worker: { readonly name: string };
  })[],
  attempts: ReadonlyMap<string, readonly Attempt[]>,
  waitOf: (jobId: string, queue: string) => { readonly queuedSeconds: Seconds; readonly startedSeconds: Seconds },
): readonly ColdStart[] {
  return members.flatMap(({ worker, launchedSeconds, readySeconds }) => {
    const first = attempts.get(worker.name)?.[0];
    if (first === undefined) return [];
    const { jobId, queue } = first;
    const { queuedSeconds, startedSeconds } = waitOf(jobId, queue);
    const seconds = readySeconds - Math.max(launchedSeconds, queuedSeconds);
    return startedSeconds === first.fromSeconds && seconds > 0 ? [{ jobId, queue, seconds }] : [];
  });
}
