/**
 * Stages that make nothing and take as long as the plan expects, so many times as fast: for watching the plan's rules with more
 * jobs than a machine could work on, and for holding the simulator against a hub that runs.
 */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { RESULT_FILES } from '../../../hub/job/result-file.ts';
import { STAGE_NAMES, type StageName } from '../../../hub/plan/stage-names.ts';
import type { Seconds } from '../../../hub/units.ts';
import { monotonicSeconds } from '../../../worker/environment.ts';
import type { Stage, StageRegistry } from '../../../worker/stages/stage.ts';
import type { StageSet } from '../../../worker/stages/stage-set.ts';

/** @param stageSeconds of the plan, by stage; those that a worker does not serve are left out */
export function timedSet(stageSeconds: Readonly<Partial<Record<StageName, Seconds>>>, timeScale: number): StageSet {
  const pace = createPace();
  const stages = STAGE_NAMES.map(name => timedStage(name, (stageSeconds[name] ?? 0) / timeScale, pace));
  return {
    registry: Object.fromEntries(stages.map(stage => [stage.name, stage])) as unknown as StageRegistry,
    groups: [],
    modelVersion: () => createHash('sha256').update('timed').digest('hex'),
  };
}

/**
 * When a stage is to end. One that follows another begins where that was to end, so that what the worker itself takes in between
 * (storing, reporting) lies within the plan's time, as it does in a stage that takes minutes.
 */
type Pace = (seconds: Seconds) => Seconds;

/** A stage that begins so long after the last was to end is of another job. */
const GAP_SECONDS_MAX: Seconds = 0.5;

function createPace(): Pace {
  let dueSeconds = Number.NEGATIVE_INFINITY;
  return seconds => {
    const nowSeconds = monotonicSeconds();
    const isNext = nowSeconds - dueSeconds < GAP_SECONDS_MAX;
    dueSeconds = (isNext ? dueSeconds : nowSeconds) + seconds;
    return Math.max(0, dueSeconds - nowSeconds);
  };
}

function timedStage(name: StageName, seconds: Seconds, pace: Pace): Stage {
  const fileName = fileOf(name);
  return {
    name,
    version: 'timed-1',
    inputs: [],
    outputs: [fileName],
    models: [],
    parameters: {},
    run: async (_inputs, { folder, signal }) => {
      await pause(pace(seconds) * 1000, undefined, { signal });
      const path = join(folder, fileName);
      writeFileSync(path, `Stage ${name} only took its time: this hub runs with --timed-stages.\n`);
      return { kind: 'made', files: [{ name: fileName, path, mediaType: 'text/plain' }], value: {} };
    },
  };
}

/** What a result is downloaded by has to be there. */
const fileOf = (name: StageName): string => (name === 'package' ? RESULT_FILES.character.name : 'timed.txt');
