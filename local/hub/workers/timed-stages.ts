/**
 * Stages that make nothing and take as long as the plan expects, so many times as fast: for watching the plan's rules with more
 * jobs than a machine could work on, and for holding the simulator against a hub that runs.
 */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
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
 * How long a stage is to take from now on. One that follows another begins where that was to end, so that what the worker itself
 * takes in between (storing, reporting, the next message) lies within the plan's time: some tenths of a second, which are
 * nothing beside a stage of a minute, and much beside one of six seconds.
 *
 * @param jobFolder the job's own
 */
type Pace = (seconds: Seconds, jobFolder: string) => Seconds;

/** Another job that begins later after the last one was to end did not follow at once: the worker was idle. */
const NEXT_JOB_SECONDS_MAX: Seconds = 0.6;

function createPace(): Pace {
  let dueSeconds = Number.NEGATIVE_INFINITY;
  let lastFolder: string | undefined;
  return (seconds, jobFolder) => {
    const nowSeconds = monotonicSeconds();
    const follows = jobFolder === lastFolder || nowSeconds - dueSeconds < NEXT_JOB_SECONDS_MAX;
    dueSeconds = (follows ? dueSeconds : nowSeconds) + seconds;
    lastFolder = jobFolder;
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
      await pause(pace(seconds, dirname(folder)) * 1000, undefined, { signal });
      const path = join(folder, fileName);
      writeFileSync(path, `Stage ${name} only took its time: this hub runs with --timed-stages.\n`);
      return { kind: 'made', files: [{ name: fileName, path, mediaType: 'text/plain' }], value: {} };
    },
  };
}

/** What a result is downloaded by has to be there. */
const fileOf = (name: StageName): string => (name === 'package' ? RESULT_FILES.character.name : 'timed.txt');
