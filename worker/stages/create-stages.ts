/** A worker's stages as its loop wants them. */
import { HubError } from '../../hub/errors.ts';
import type { StageName } from '../../hub/plan/stage-names.ts';
import type { Seconds } from '../../hub/units.ts';
import type { Stages } from '../loop/stage-work.ts';
import { inputHash } from './input-hash.ts';
import { type RunPorts, runStage } from './run-stage.ts';
import type { Stage, StageRegistry } from './stage.ts';

export type StagesOptions = RunPorts & {
  readonly registry: StageRegistry;
  /** Stages of the queues that this worker serves. */
  readonly served: readonly StageName[];
  /** By a model's name, as the lock of the models says. @throws Error for one that is not locked */
  readonly modelVersion: (model: string) => string;
  /** Of the plan: the mean time that a served stage keeps an instance busy. */
  readonly expectedSeconds: Readonly<Partial<Record<StageName, Seconds>>>;
};

/** @throws HubError when a queue has stages that this worker does not: it would take messages and fail them all */
export function createStages({ registry, served, modelVersion, expectedSeconds, ...ports }: StagesOptions): Stages {
  const missing = served.filter(name => registry[name] === undefined);
  if (missing.length > 0) {
    throw new HubError('CONFIG_INVALID', `this worker has no stage ${missing.join(', ')}, which its queues have`, {
      hint: `serve queues of ${Object.keys(registry)
        .filter(name => registry[name as StageName])
        .join(', ')} only, or run an image that has it`,
    });
  }
  const stageOf = (name: StageName): Stage => {
    const stage = registry[name];
    if (stage === undefined) throw new Error(`stage ${name} is none of this worker's`);
    return stage;
  };
  return {
    inputHash: (name, input) => inputHash(stageOf(name), input, modelVersion),
    run: (name, run) => runStage(stageOf(name), run, ports),
    expectedSeconds: name => {
      const seconds = expectedSeconds[name];
      if (seconds === undefined) throw new Error(`nobody said how long stage ${name} takes`);
      return seconds;
    },
  };
}
