import type { StageName } from '../../hub/plan/stage-names.ts';
import type { StageOutcome, StageRun, Stages } from './stage-work.ts';

export type RunTwicePorts = {
  readonly stages: Pick<Stages, 'run'>;
  readonly log: (message: string, particulars: Readonly<Record<string, unknown>>) => void;
};

/** A dead host and a full memory are worth one more try where the job is: its models are loaded, its inputs are here. */
export async function runTwice(stage: StageName, run: StageRun, { stages, log }: RunTwicePorts): Promise<StageOutcome> {
  const first = await stages.run(stage, { ...run, isReduced: false });
  if ((first.kind !== 'host-crash' && first.kind !== 'out-of-memory') || run.signal.aborted) return first;
  log('a stage is tried again', { stage, why: first.kind, error: first.error });
  return stages.run(stage, { ...run, isReduced: first.kind === 'out-of-memory' });
}
