/** How long the job in work is expected to take still: what the present stage has left, and the stages after it. */
import type { StageName } from '../../hub/plan/stage-names.ts';
import type { Seconds } from '../../hub/units.ts';

export type JobClock = {
  /** A job begins, with these stages in their order. */
  readonly beginJob: (stages: readonly StageName[]) => void;
  /** One of them begins; earlier ones are done, or were found done. */
  readonly beginStage: (stage: StageName) => void;
  readonly endJob: () => void;
  /** Undefined without a job. A stage that takes longer than expected is expected to end now. */
  readonly remainingSeconds: () => Seconds | undefined;
};

export function jobClock(expectedSeconds: (stage: StageName) => Seconds, monotonicSeconds: () => Seconds): JobClock {
  let job: { readonly stages: readonly StageName[]; at: number; sinceSeconds: Seconds } | undefined;
  return {
    beginJob: stages => {
      job = { stages, at: 0, sinceSeconds: monotonicSeconds() };
    },
    beginStage: stage => {
      if (job === undefined) return;
      job.at = Math.max(0, job.stages.indexOf(stage));
      job.sinceSeconds = monotonicSeconds();
    },
    endJob: () => {
      job = undefined;
    },
    remainingSeconds: () => {
      if (job === undefined) return undefined;
      const [present = 0, ...later] = job.stages.slice(job.at).map(expectedSeconds);
      const left = Math.max(0, present - (monotonicSeconds() - job.sinceSeconds));
      return later.reduce((sum, seconds) => sum + seconds, left);
    },
  };
}
