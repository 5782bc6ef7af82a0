/** How long a job's stages take on this machine, for what they cost. Invariant: what is told only grows, whoever reads it when. */
import { moreWork, type Runner, type Work } from '../../hub/job/work.ts';
import type { Seconds } from '../../hub/units.ts';
import { monotonicSeconds } from '../environment.ts';

export type WorkMeter = {
  /** Counts its time, however it ends. One at a time. */
  readonly time: <Result>(run: () => Promise<Result>) => Promise<Result>;
  /** Of all workers that have had the job, with what runs just now; undefined where nothing here has a price. */
  readonly work: () => Work | undefined;
  /** Whether there is more than was written last. */
  readonly isAhead: () => boolean;
  readonly wasWritten: (work: Work | undefined) => void;
};

/**
 * @param before as the job's record had it when this worker claimed the job
 * @param runner absent: no instance that is paid by the hour
 */
export function createWorkMeter(before: Work, runner: Runner | undefined): WorkMeter {
  let doneSeconds: Seconds = 0;
  let beganSeconds: Seconds | undefined;
  let written: Work | undefined;

  function work(): Work | undefined {
    if (runner === undefined) return undefined;
    const seconds = doneSeconds + (beganSeconds === undefined ? 0 : monotonicSeconds() - beganSeconds);
    return seconds === 0 ? undefined : moreWork(before, runner, Math.round(seconds * 1000) / 1000);
  }
  return {
    work,
    time: async run => {
      beganSeconds = monotonicSeconds();
      try {
        return await run();
      } finally {
        doneSeconds += monotonicSeconds() - beganSeconds;
        beganSeconds = undefined;
      }
    },
    isAhead: () => JSON.stringify(work()) !== JSON.stringify(written),
    wasWritten: told => {
      written = told;
    },
  };
}
