/** What `asset-sim compare` does: two plans or results, the same crowd and random numbers, every difference. */
import { basename } from 'node:path';
import { changedSettings } from '../sim/gate/changed-settings.ts';
import { compareValues } from '../sim/gate/compare-values.ts';
import { requireComparable, type Side } from '../sim/gate/parse-baseline.ts';
import { type CompareReport, compareBlocks, compareJson } from '../sim/report/compare-report.ts';
import { renderJson } from '../sim/report/render-json.ts';
import { renderMarkdown } from '../sim/report/render-markdown.ts';
import { renderText } from '../sim/report/render-text.ts';
import type { Crew } from '../sim/study/replicate-crew.ts';
import { type OpenSide, openKept, openStudy, outlineOf, sideOf } from './comparison-side.ts';
import { readFolder } from './flag-values.ts';
import type { CompareFlags } from './flags.ts';
import { withInterruption } from './interruption.ts';
import { type Numbers, readNumbers } from './load-study.ts';
import { readOutputs, refuseToReplace, writeOutputs } from './output-files.ts';
import { OUTPUT_KINDS, type OutputKind } from './output-kinds.ts';
import { printWarnings } from './print-problems.ts';
import { stackReaderAt } from './read-revision.ts';
import type { StackReader } from './read-stack.ts';
import { readText } from './read-text.ts';
import { simulateVisibly } from './simulate-visibly.ts';
import { terminalStyle } from './terminal-style.ts';
import { TOOL_VERSION } from './tool-version.ts';

const RENDERERS = {
  json: (report: CompareReport) => renderJson(compareJson(report)),
  markdown: (report: CompareReport) => renderMarkdown(compareBlocks(report), 'asset-sim:compare'),
} as const satisfies Readonly<Record<OutputKind<'compare'>, unknown>>;

/** @param crew the threads to play on, beside this one */
export function playCompare(words: readonly [string, string], flags: CompareFlags, crew: Crew): Promise<void> {
  return withInterruption(signal => play(words, flags, crew, signal));
}

async function play(
  words: readonly [string, string],
  flags: CompareFlags,
  crew: Crew,
  signal: AbortSignal,
): Promise<void> {
  // 1. Read both before either is simulated.
  const folder = readFolder(flags.cwd);
  const numbers = readNumbers(flags);
  const outputs = readOutputs(flags.output ?? [], OUTPUT_KINDS.compare, folder);
  const baseline = await openSide(words[0], flags, numbers, folder);
  const candidate = await openSide(words[1], flags, numbers, folder);
  requireComparable(outlineOf(baseline), outlineOf(candidate));
  refuseToReplace(words, outputs, folder);
  for (const open of [baseline, candidate]) if (open.kind === 'played') printWarnings(open.study.about.warnings);
  // 2. Simulate what is a plan.
  const played = [baseline, candidate].flatMap(open => (open.kind === 'played' ? [open] : []));
  const results = await simulateVisibly(
    played.map(open => open.study.input),
    crew,
    signal,
  );
  const sideFrom = (open: OpenSide): Side =>
    open.kind === 'kept' ? open.side : sideOf(open.name, open.study.about, results[played.indexOf(open)]!);
  // 3. Show.
  const sides = { baseline: sideFrom(baseline), candidate: sideFrom(candidate) };
  const report: CompareReport = {
    toolVersion: TOOL_VERSION,
    ...sides,
    comparisons: compareValues(sides.baseline.values, sides.candidate.values),
    changes: changedSettings(sides.baseline.settings, settingsList(sides.candidate)),
  };
  await writeOutputs(outputs, kind => RENDERERS[kind](report));
  process.stdout.write(
    flags.json ? RENDERERS.json(report) : renderText(compareBlocks(report), terminalStyle(process.stdout)),
  );
}

/** A result (`base.json`), a stack file (`plans/Pulumi.big.yaml`), a revision (`main:prod`), or a stack (`prod`). */
async function openSide(word: string, flags: CompareFlags, numbers: Numbers, folder: string): Promise<OpenSide> {
  if (/\.json$/i.test(word)) return openKept(word, folder);
  if (/\.ya?ml$/i.test(word))
    return openStudy(word, { ...flags, stack: stackOf(word) }, numbers, folder, { readStackFile: fileReader(word) });
  const split = word.lastIndexOf(':');
  if (split === -1) return openStudy(word, { ...flags, stack: word }, numbers, folder);
  const [revision, stack] = [word.slice(0, split), word.slice(split + 1)];
  return openStudy(word, { ...flags, stack }, numbers, folder, { readStackFile: stackReaderAt(revision) });
}

/** `Pulumi.big.yaml` is of stack `big`; another file is of the stack that it is called by. */
const stackOf = (file: string): string =>
  basename(file)
    .replace(/^Pulumi\./, '')
    .replace(/\.ya?ml$/i, '');

const fileReader =
  (file: string): StackReader =>
  async (stack, folder) => ({ stack, file, text: await readText('stack', file, folder) });

const settingsList = ({ settings }: Side) =>
  Object.entries(settings).map(([path, value]) => ({ path, value, source: '' }));
