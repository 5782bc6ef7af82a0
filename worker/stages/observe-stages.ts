/** Stages whose runs are told: to the log, to the metrics, and to whoever asks what the worker is doing. */
import type { StageName } from '../../hub/plan/stage-names.ts';
import type { Seconds } from '../../hub/units.ts';
import type { Log } from '../log/create-log.ts';
import type { WorkerMetrics } from '../log/worker-metrics.ts';
import type { Stages } from '../loop/stage-work.ts';

export type StageInWork = { readonly jobId: string; readonly stage: StageName; readonly beganSeconds: Seconds };

export type ObservedStages = { readonly stages: Stages; readonly inWork: () => StageInWork | undefined };

export type ObserverPorts = {
  readonly log: Log;
  readonly metrics: Pick<WorkerMetrics, 'onStage' | 'onHostRestart'>;
  readonly monotonicSeconds: () => Seconds;
};

export function observeStages(stages: Stages, { log, metrics, monotonicSeconds }: ObserverPorts): ObservedStages {
  let inWork: StageInWork | undefined;
  return {
    inWork: () => inWork,
    stages: {
      ...stages,
      run: async (stage, run) => {
        const { jobId } = run.input.job;
        inWork = { jobId, stage, beganSeconds: monotonicSeconds() };
        try {
          const outcome = await stages.run(stage, run);
          if (outcome.kind === 'made') {
            const { busySeconds } = outcome.result;
            metrics.onStage(stage, busySeconds);
            log('info', 'stage made', { jobId, stage, busySeconds });
          }
          if (outcome.kind === 'host-crash' || outcome.kind === 'out-of-memory') metrics.onHostRestart();
          return outcome;
        } finally {
          inWork = undefined;
        }
      },
    },
  };
}
