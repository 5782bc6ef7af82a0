/** What `asset-sim run` does: read, check what will be written, simulate, show. */
import type { SimulationInput } from '../sim/model/simulation-input.ts';
import { renderJson } from '../sim/report/render-json.ts';
import { renderMarkdown } from '../sim/report/render-markdown.ts';
import { renderStudyCsv } from '../sim/report/render-study-csv.ts';
import { renderText } from '../sim/report/render-text.ts';
import { studyBlocks } from '../sim/report/study-blocks.ts';
import { studyJson } from '../sim/report/study-json.ts';
import type { StudyReport } from '../sim/report/study-report.ts';
import { JOB_COUNT_MAX } from '../sim/scenario/arrival-sources.ts';
import { SEED_DEFAULT } from '../sim/scenario/default-scenario.ts';
import type { Scenario } from '../sim/scenario/scenario.ts';
import { runStudy } from '../sim/study/replicate.ts';
import type { Crew } from '../sim/study/replicate-crew.ts';
import type { StudyResult } from '../sim/study/study-result.ts';
import { readFolder, readWholeNumber } from './flag-values.ts';
import type { RunFlags } from './flags.ts';
import { withInterruption } from './interruption.ts';
import { digestOf, loadPlan, scenarioFor } from './load-inputs.ts';
import { readOutputs, refuseToReplace, writeOutput } from './output-files.ts';
import { printWarnings } from './print-problems.ts';
import { createProgress } from './progress.ts';
import { readTraces } from './read-traces.ts';
import { terminalStyle } from './terminal-style.ts';
import { TOOL_VERSION } from './tool-version.ts';

/** Substreams are seeded by 32 bits. */
const SEED_MAX = 4_294_967_295;
const REPLICATIONS_MAX = 100_000;

const RENDERERS = {
  json: (report: StudyReport) => renderJson(studyJson(report)),
  markdown: (report: StudyReport) => renderMarkdown(studyBlocks(report), `asset-sim:${report.stack}`),
  csv: (report: StudyReport) => renderStudyCsv(report.result),
} as const;
type OutputKind = keyof typeof RENDERERS;
const OUTPUT_KINDS = Object.keys(RENDERERS) as readonly OutputKind[];

/** @param crew the threads to play on, beside this one */
export function playStudy(flags: RunFlags, crew: Crew): Promise<void> {
  return withInterruption(signal => play(flags, crew, signal));
}

async function play(flags: RunFlags, crew: Crew, signal: AbortSignal): Promise<void> {
  // 1. All that can be wrong is found before anything is simulated.
  const numbers = readNumbers(flags);
  const folder = readFolder(flags.cwd);
  const outputs = readOutputs(flags.output ?? [], OUTPUT_KINDS, folder);
  const { input, about, files } = await loadStudy(flags, numbers, folder);
  refuseToReplace(files, outputs, folder);
  printWarnings(about.warnings);
  // 2. Simulate.
  const result = await simulateVisibly(input, crew, signal);
  // 3. Show.
  const report: StudyReport = { ...about, toolVersion: TOOL_VERSION, result };
  for (const output of outputs) {
    await writeOutput(output, RENDERERS[output.kind](report));
    process.stderr.write(`wrote ${output.file}\n`);
  }
  process.stdout.write(
    flags.json ? RENDERERS.json(report) : renderText(studyBlocks(report), terminalStyle(process.stdout)),
  );
}

type Numbers = {
  readonly users: number | undefined;
  readonly seed: number;
  readonly replications: number | undefined;
};

function readNumbers({ users, seed, replications }: RunFlags): Numbers {
  const read = (flag: string, text: string | undefined, min: number, max: number) =>
    text === undefined ? undefined : readWholeNumber(flag, text, { min, max });
  return {
    users: read('--users', users, 1, JOB_COUNT_MAX),
    seed: read('--seed', seed, 0, SEED_MAX) ?? SEED_DEFAULT,
    replications: read('--replications', replications, 1, REPLICATIONS_MAX),
  };
}

type About = Omit<StudyReport, 'toolVersion' | 'result'>;

async function loadStudy(
  flags: RunFlags,
  numbers: Numbers,
  folder: string,
): Promise<{ input: SimulationInput; about: About; files: readonly string[] }> {
  const { users, seed, replications } = numbers;
  const loaded = await loadPlan({ stack: flags.stack, scenario: flags.scenario, folder });
  const scenario = withReplications(scenarioFor(loaded.scenario, users), replications);
  const traces = await readTraces(scenario, flags.scenario, folder);
  const { plan, warnings } = loaded;
  const { arrivals, spotAvailability } = traces;
  return {
    input: { plan, scenario, arrivals, seed, ...(spotAvailability === undefined ? {} : { spotAvailability }) },
    about: {
      inputsSha256: digestOf([plan.stack, users ?? null, seed, replications ?? null, ...loaded.texts, ...traces.texts]),
      stack: plan.stack,
      region: plan.region,
      scenario: { name: scenario.name, description: scenario.description ?? null },
      warnings: [...warnings, ...traces.warnings],
    },
    files: traces.files,
  };
}

/** Exactly so many, whatever the precision; or as the scenario says. */
function withReplications(scenario: Scenario, count: number | undefined): Scenario {
  if (count === undefined) return scenario;
  return { ...scenario, replications: { ...scenario.replications, min: count, max: count } };
}

async function simulateVisibly(input: SimulationInput, crew: Crew, signal: AbortSignal): Promise<StudyResult> {
  const progress = createProgress(process.stderr);
  const onProgress = (doneCount: number, maxCount: number) => progress.update(doneCount, maxCount);
  try {
    return await runStudy(input, { crew, signal, onProgress });
  } finally {
    progress.clear();
  }
}
