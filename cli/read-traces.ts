/** The recorded arrivals and availability that a scenario names; files are relative to the scenario's own. */
import { dirname, join } from 'node:path';
import { HubError } from '../hub/errors.ts';
import type { Problem } from '../hub/yaml/problem.ts';
import type { ArrivalSpec } from '../sim/model/arrivals/create-arrivals.ts';
import { horizonSecondsMax } from '../sim/scenario/check-scenario.ts';
import { lateRows } from '../sim/scenario/late-rows.ts';
import { parseSpotTrace, type SpotTrace } from '../sim/scenario/parse-spot-trace.ts';
import { parseArrivalTrace } from '../sim/scenario/parse-trace.ts';
import type { Scenario } from '../sim/scenario/scenario.ts';
import { readText } from './read-text.ts';

export type Traces = {
  readonly arrivals: readonly ArrivalSpec[];
  readonly spotAvailability: SpotTrace | undefined;
  /** Every text that was read, for the digest, and the files, which no output may replace. */
  readonly texts: readonly string[];
  readonly files: readonly string[];
  readonly warnings: readonly Problem[];
};

/** @throws HubError FILE_UNREADABLE, or TRACE_INVALID with the lines that are wrong */
export async function readTraces(
  scenario: Scenario,
  scenarioFile: string | undefined,
  folder: string,
): Promise<Traces> {
  const texts: string[] = [];
  const files: string[] = [];
  const warnings: Problem[] = [];
  const beside = (file: string) => (scenarioFile === undefined ? file : join(dirname(scenarioFile), file));
  const read = async (file: string) => {
    const text = await readText('trace', file, folder);
    texts.push(text);
    files.push(file);
    return text;
  };
  const arrivals: ArrivalSpec[] = [];
  for (const source of scenario.arrivals) {
    if (source.kind !== 'trace') {
      arrivals.push(source);
      continue;
    }
    const file = beside(source.file);
    const parsed = parseArrivalTrace(await read(file), file, source);
    if (parsed.kind === 'problems') throw invalidTrace(file, parsed.problems);
    arrivals.push({ ...source, times: parsed.times });
    const late = lateRows(file, parsed.times, horizonSecondsMax(scenario));
    if (late !== undefined) warnings.push(late);
  }
  if (scenario.spotTrace === undefined) return { arrivals, spotAvailability: undefined, texts, files, warnings };
  const file = beside(scenario.spotTrace.file);
  const parsed = parseSpotTrace(await read(file), file);
  if (parsed.kind === 'problems') throw invalidTrace(file, parsed.problems);
  return { arrivals, spotAvailability: parsed.trace, texts, files, warnings };
}

function invalidTrace(file: string, problems: HubError['problems']): HubError {
  return new HubError('TRACE_INVALID', `trace file ${file} cannot be used`, { problems });
}
