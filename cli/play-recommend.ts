/** What `asset-sim recommend` does: read what must hold and what is free, look for the plan, show it, and maybe write it. */
import { HubError } from '../hub/errors.ts';
import { patchStackText } from '../hub/plan/patch-stack.ts';
import { renderStackPatch } from '../hub/plan/render-stack-patch.ts';
import type { Count } from '../hub/units.ts';
import type { SimulationInput } from '../sim/model/simulation-input.ts';
import { figuresOf } from '../sim/recommend/figures.ts';
import type { FreeParameter } from '../sim/recommend/free-parameter.ts';
import { waitSubject } from '../sim/recommend/observe.ts';
import { BUDGET_MIN, type Recommendation, type RecommendTerms, recommend } from '../sim/recommend/recommend.ts';
import { frontPlot } from '../sim/report/front-plot.ts';
import { recommendBlocks } from '../sim/report/recommend-blocks.ts';
import { recommendJson } from '../sim/report/recommend-json.ts';
import { newsText } from '../sim/report/recommend-news.ts';
import type { RecommendReport } from '../sim/report/recommend-report.ts';
import { renderJson } from '../sim/report/render-json.ts';
import { renderMarkdown } from '../sim/report/render-markdown.ts';
import { renderText } from '../sim/report/render-text.ts';
import { playMany } from '../sim/study/play-many.ts';
import type { Crew } from '../sim/study/replicate-crew.ts';
import { EXIT_GATE_FAILED } from './exit-codes.ts';
import { readFolder, readRatio, readWholeNumber } from './flag-values.ts';
import type { RecommendFlags } from './flags.ts';
import { withInterruption } from './interruption.ts';
import { digestOf } from './load-inputs.ts';
import { type LoadedStudy, loadStudy, readNumbers } from './load-study.ts';
import { readOutputs, refuseToReplace, replaceFile, writeOutputs } from './output-files.ts';
import { OUTPUT_KINDS, type OutputKind } from './output-kinds.ts';
import { printWarnings } from './print-problems.ts';
import { createProgress } from './progress.ts';
import { readThresholds, stackThresholds } from './read-checks.ts';
import { readFree } from './read-free.ts';
import { readStack, type StackFile } from './read-stack.ts';
import { terminalStyle } from './terminal-style.ts';

const RENDERERS = {
  patch: (report: RecommendReport) => report.patch,
  svg: frontPlot,
  json: (report: RecommendReport) => renderJson(recommendJson(report)),
  markdown: (report: RecommendReport) => renderMarkdown(recommendBlocks(report), `asset-sim:${report.about.stack}`),
} as const satisfies Readonly<Record<OutputKind<'recommend'>, unknown>>;

/** About a minute on two cores when 10,000 users come. */
const BUDGET_DEFAULT = 2000;
const BUDGET_MAX = 1_000_000;
const CONFIDENCE_DEFAULT = 0.95;

/** @param crew the threads to play on, beside this one */
export function playRecommend(flags: RecommendFlags, crew: Crew): Promise<void> {
  return withInterruption(signal => play(flags, crew, signal));
}

async function play(flags: RecommendFlags, crew: Crew, signal: AbortSignal): Promise<void> {
  // 1. All that can be wrong is found before anything is simulated.
  const folder = readFolder(flags.cwd);
  const outputs = readOutputs(flags.output ?? [], OUTPUT_KINDS.recommend, folder);
  const study = await loadStudy(flags, readNumbers(flags), folder, { usersDefault: ({ gate }) => gate.users });
  const { input, about, sources } = study;
  const stackFile = await readStack(about.stack, folder);
  const rules = readRules(flags.slo, study);
  const parameters = readFree(flags, study);
  const terms = { rules, seed: input.seed, ...readTerms(flags) };
  refuseToReplace(study.files, outputs, folder);
  printWarnings(about.warnings);
  // 2. Search and choose.
  const recommendation = await recommendVisibly({ plan: input.plan, sources }, parameters, terms, {
    input,
    crew,
    signal,
  });
  // 3. Show.
  const after = patchedText(recommendation, stackFile);
  const wait = waitSubject(rules);
  const { quotes } = recommendation;
  const figures = (own: typeof quotes.answer) => figuresOf(own, quotes.asIs, rules, wait);
  const report: RecommendReport = {
    about: { ...about, inputsSha256: digestOf([about.inputsSha256, JSON.stringify([parameters, terms])]) },
    seed: input.seed,
    rules,
    wait,
    confidence: terms.confidence,
    recommendation,
    figures: { answer: figures(quotes.answer), asIs: figures(quotes.asIs) },
    takenBack: recommendation.takenBack.map(({ parameter, summaries }) => ({
      parameter,
      figures: summaries && figuresOf(summaries, quotes.answer.slice(0, summaries.length), rules, wait),
    })),
    patch: renderStackPatch(stackFile.text, after, stackFile.file),
  };
  await writeOutputs(outputs, kind => RENDERERS[kind](report));
  process.stdout.write(
    flags.json ? RENDERERS.json(report) : renderText(recommendBlocks(report), terminalStyle(process.stdout)),
  );
  const isFound = recommendation.selection.winner !== undefined;
  if (!isFound) process.exitCode = EXIT_GATE_FAILED;
  else if (flags.write && report.patch !== '') await replaceFile(stackFile.file, folder, after);
}

function readRules(slo: readonly string[] | undefined, { input, sources }: LoadedStudy) {
  const placed = slo === undefined ? stackThresholds(input.plan, sources) : readThresholds(slo, input.plan, '--slo');
  if (placed.length > 0) return placed.map(({ threshold }) => threshold);
  throw new HubError('USAGE', 'there is nothing to keep: no --slo, and no threshold in the gate section of the stack', {
    hint: "say what you promise: --slo 'p95(turnaround_seconds)<7200'",
  });
}

function readTerms({ budget, confidence }: RecommendFlags): Pick<RecommendTerms, 'budgetCount' | 'confidence'> {
  return {
    budgetCount:
      budget === undefined ? BUDGET_DEFAULT : readWholeNumber('--budget', budget, { min: BUDGET_MIN, max: BUDGET_MAX }),
    confidence:
      confidence === undefined ? CONFIDENCE_DEFAULT : readRatio('--confidence', confidence, { min: 0.5, max: 0.99 }),
  };
}

type Stage = { readonly input: SimulationInput; readonly crew: Crew; readonly signal: AbortSignal };

/** With one line of progress; an interruption says what was known until then. */
async function recommendVisibly(
  base: Parameters<typeof recommend>[0],
  parameters: readonly FreeParameter[],
  terms: RecommendTerms,
  { input, crew, signal }: Stage,
): Promise<Recommendation> {
  const progress = createProgress(process.stderr, { isLeftTold: true });
  const inputs = new Map<Count, SimulationInput>();
  let [doneCount, news] = [0, 'nothing is known yet'];
  try {
    return await recommend(base, parameters, terms, {
      async play({ candidates }, questions) {
        const numbers = [...new Set(questions.map(({ candidate }) => candidate))];
        for (const number of numbers) {
          if (!inputs.has(number)) inputs.set(number, { ...input, plan: candidates[number]!.plan });
        }
        const summaries = await playMany(
          numbers.map(number => inputs.get(number)!),
          questions.map(({ candidate, replication }) => ({ input: numbers.indexOf(candidate), replication })),
          { crew, signal, onProgress: count => progress.update(doneCount + count, terms.budgetCount) },
        );
        doneCount += questions.length;
        return summaries;
      },
      onNews(told, { candidates }) {
        news = newsText(told, candidates, parameters);
      },
    });
  } catch (error) {
    if (!(error instanceof HubError) || error.code !== 'INTERRUPTED') throw error;
    throw new HubError('INTERRUPTED', `interrupted after ${doneCount} replications: ${news}`, {
      hint: 'nothing was written; start it again, with a smaller --budget if it takes too long',
    });
  } finally {
    await crew.dismiss();
    progress.clear();
  }
}

/** The stack file with the answer in it. */
function patchedText({ candidates, answer }: Recommendation, { text, file, stack }: StackFile): string {
  const patched = patchStackText({ text, file, stack, changes: candidates[answer]!.changes });
  if (patched.kind === 'patched') return patched.text;
  throw new HubError('CONFIG_INVALID', `the plan was found, but ${file} cannot be changed to it in place`, {
    problems: patched.problems,
  });
}
