/** What `asset-sim run` does: read, check what will be written, simulate, show. */
import type { HubPlan } from '../hub/plan/hub-plan.ts';
import { judgeThreshold } from '../sim/gate/judge-threshold.ts';
import type { SimulationInput } from '../sim/model/simulation-input.ts';
import { renderInfracost } from '../sim/report/render-infracost.ts';
import { renderJson } from '../sim/report/render-json.ts';
import { renderMarkdown } from '../sim/report/render-markdown.ts';
import { renderStudyCsv } from '../sim/report/render-study-csv.ts';
import { renderText } from '../sim/report/render-text.ts';
import { studyBlocks } from '../sim/report/study-blocks.ts';
import { studyJson } from '../sim/report/study-json.ts';
import type { StudyReport } from '../sim/report/study-report.ts';
import { infracostUsage } from '../sim/study/infracost-usage.ts';
import type { Crew } from '../sim/study/replicate-crew.ts';
import { EXIT_GATE_FAILED } from './exit-codes.ts';
import { readFolder, readWholeNumber } from './flag-values.ts';
import type { RunFlags } from './flags.ts';
import { withInterruption } from './interruption.ts';
import { loadStudy, readNumbers } from './load-study.ts';
import { readOutputs, refuseToReplace, writeOutputs } from './output-files.ts';
import { OUTPUT_KINDS, type OutputKind } from './output-kinds.ts';
import { printWarnings } from './print-problems.ts';
import { readThresholds } from './read-checks.ts';
import { simulateVisibly } from './simulate-visibly.ts';
import { terminalStyle } from './terminal-style.ts';

/** What a month is made of, for the one output that tells of a month. */
type Month = { readonly plan: HubPlan; readonly timesPerMonth: number | null };

const RENDERERS = {
  json: (report: StudyReport) => renderJson(studyJson(report)),
  markdown: (report: StudyReport) => renderMarkdown(studyBlocks(report), `asset-sim:${report.stack}`),
  csv: (report: StudyReport) => renderStudyCsv(report.result),
  html: async (report: StudyReport) => (await import('./render-page.ts')).renderPage(report),
  infracost: (report: StudyReport, { plan, timesPerMonth }: Month) =>
    renderInfracost(infracostUsage(plan, report.result.costLines, timesPerMonth), report),
} as const satisfies Readonly<Record<OutputKind<'run'>, unknown>>;

/** @param crew the threads to play on, beside this one */
export function playStudy(flags: RunFlags, crew: Crew): Promise<void> {
  return withInterruption(signal => play(flags, crew, signal));
}

async function play(flags: RunFlags, crew: Crew, signal: AbortSignal): Promise<void> {
  // 1. All that can be wrong is found before anything is simulated.
  const numbers = readNumbers(flags);
  const folder = readFolder(flags.cwd);
  const outputs = readOutputs(flags.output ?? [], OUTPUT_KINDS.run, folder, ['infracost']);
  const { input, about, files } = await loadStudy(flags, numbers, folder);
  const thresholds = readThresholds(flags.threshold ?? [], input.plan);
  refuseToReplace(files, outputs, folder);
  const month = { plan: input.plan, timesPerMonth: readTimesPerMonth(flags, input) };
  printWarnings(about.warnings);
  // 2. Simulate.
  const [result] = await simulateVisibly([input], crew, signal);
  // 3. Show.
  const verdicts = thresholds.map(({ threshold }) => judgeThreshold(threshold, result!.values));
  const report: StudyReport = { ...about, verdicts, result: result! };
  await writeOutputs(outputs, kind => RENDERERS[kind](report, month));
  process.stdout.write(
    flags.json ? RENDERERS.json(report) : renderText(studyBlocks(report), terminalStyle(process.stdout)),
  );
  if (verdicts.some(({ outcome }) => outcome === 'broken')) process.exitCode = EXIT_GATE_FAILED;
}

/** An hour is the shortest that is worth a month's estimate. */
const TIMES_PER_MONTH_MAX = 730;

/** A scenario of a fixed length goes on end to end; one that ends when all is done happens once, unless told otherwise. */
function readTimesPerMonth({ timesPerMonth }: RunFlags, { scenario }: SimulationInput): number | null {
  if (timesPerMonth !== undefined)
    return readWholeNumber('--times-per-month', timesPerMonth, { min: 1, max: TIMES_PER_MONTH_MAX });
  return scenario.horizon.kind === 'fixed' ? null : 1;
}
