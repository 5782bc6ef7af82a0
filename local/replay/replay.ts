/** `npm run hub -- --replay scenario.yaml`: plays a scenario for real and lays it beside its simulation. */
import { accessSync, constants, existsSync, writeFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { loadStudy } from '../../cli/load-study.ts';
import { readStack, stackFileName } from '../../cli/read-stack.ts';
import { HubError } from '../../hub/errors.ts';
import type { Count } from '../../hub/units.ts';
import { billOf } from '../../sim/cost/bill.ts';
import { simulate } from '../../sim/model/simulate.ts';
import { renderJson } from '../../sim/report/render-json.ts';
import { studyJson } from '../../sim/report/study-json.ts';
import { portraitOf } from '../../sim/study/replicate-once.ts';
import { measureRun } from '../../sim/study/run-metrics.ts';
import { combineStudy } from '../../sim/study/study.ts';
import { type ComparedRow, compareRuns } from './compare-lines.ts';
import { playForReal } from './play-for-real.ts';
import { requireSendable } from './send-arrivals.ts';

export type ReplayOptions = {
  readonly scenarioFile: string;
  /** Undefined: the scenario's. Its file is looked for beside the scenario, then in `folder`. */
  readonly stack: string | undefined;
  readonly folder: string;
  readonly seed: number;
  readonly timeScale: number;
  readonly workersMax: Count;
  /** Where the measured study goes, as `asset-sim run --json` writes one; undefined: nowhere. */
  readonly output: string | undefined;
  readonly onProgress: (text: string) => void;
  readonly onTrouble: (text: string) => void;
  readonly signal: AbortSignal;
};

/**
 * @returns undefined when it was interrupted
 * @throws HubError with everything that is wrong with stack or scenario, or that the output cannot be written
 */
export async function replay(options: ReplayOptions): Promise<readonly ComparedRow[] | undefined> {
  const scenarioPath = resolve(options.folder, options.scenarioFile);
  const beside = dirname(scenarioPath);
  // 1. Read as asset-sim reads it, so that the two can be compared.
  const { input, about } = await loadStudy(
    { scenario: basename(scenarioPath), ...(options.stack !== undefined && { stack: options.stack }) },
    { users: undefined, seed: options.seed, replications: undefined },
    beside,
    {
      readStackFile: stack =>
        readStack(stack, existsSync(resolve(beside, stackFileName(stack))) ? beside : options.folder),
    },
  );
  requireSendable(input.scenario);
  const { output } = options;
  if (output !== undefined) requireFolder(output);
  // 2. Play it.
  const record = await playForReal({ ...options, input });
  if (record === undefined) return undefined;
  // 3. Measure it as a simulated run is measured.
  const measured = measureRun(input, record, billOf(input.plan, record));
  if (output !== undefined) {
    const rule = input.scenario.replications;
    const result = combineStudy({ seed: input.seed, rule, summaries: [measured], portrait: portraitOf(record) });
    write(output, renderJson(studyJson({ ...about, verdicts: [], result })));
  }
  const simulatedRecord = simulate(input, 0);
  return compareRuns(measureRun(input, simulatedRecord, billOf(input.plan, simulatedRecord)), measured);
}

/** Minutes later would be too late to find that there is no place for it. */
function requireFolder(file: string): void {
  try {
    accessSync(dirname(file), constants.W_OK);
  } catch (cause) {
    throw unwritable(file, cause);
  }
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (cause) {
    throw unwritable(file, cause);
  }
}

const unwritable = (file: string, cause: unknown): HubError =>
  new HubError('FILE_UNWRITABLE', `${file} cannot be written: ${(cause as Error).message}`, {
    hint: 'name another file with --output',
    cause,
  });
