/** What `asset-sim gate` does: read what must hold, play the plan and its baseline, judge, show, and end with the verdict. */
import { HubError } from '../hub/errors.ts';
import { changedSettings } from '../sim/gate/changed-settings.ts';
import { judgeRegressions } from '../sim/gate/judge-regression.ts';
import { judgeThreshold } from '../sim/gate/judge-threshold.ts';
import { requireComparable, type Side } from '../sim/gate/parse-baseline.ts';
import { gateBlocks } from '../sim/report/gate-blocks.ts';
import { gateJson } from '../sim/report/gate-json.ts';
import { type GateOutcome, type GateReport, gateOutcome } from '../sim/report/gate-report.ts';
import { renderAnnotations } from '../sim/report/render-annotations.ts';
import { renderJson } from '../sim/report/render-json.ts';
import { renderJunit } from '../sim/report/render-junit.ts';
import { renderMarkdown } from '../sim/report/render-markdown.ts';
import { renderText } from '../sim/report/render-text.ts';
import type { Crew } from '../sim/study/replicate-crew.ts';
import type { StudyResult } from '../sim/study/study-result.ts';
import { type OpenSide, openKept, openStudy, outlineOf, playedToTheEnd, sideOf } from './comparison-side.ts';
import { EXIT_GATE_FAILED, EXIT_INCONCLUSIVE, EXIT_OK } from './exit-codes.ts';
import { readFolder } from './flag-values.ts';
import type { GateFlags } from './flags.ts';
import { withInterruption } from './interruption.ts';
import { type LoadedStudy, loadStudy, readNumbers } from './load-study.ts';
import { readOutputs, refuseToReplace, writeOutputs } from './output-files.ts';
import { OUTPUT_KINDS, type OutputKind } from './output-kinds.ts';
import { printWarnings } from './print-problems.ts';
import { readRegressions, readThresholds, stackThresholds } from './read-checks.ts';
import { stackReaderAt } from './read-revision.ts';
import { simulateVisibly } from './simulate-visibly.ts';
import { terminalStyle } from './terminal-style.ts';

const RENDERERS = {
  json: (report: GateReport) => renderJson(gateJson(report)),
  markdown: (report: GateReport) => renderMarkdown(gateBlocks(report), `asset-sim:${report.study.stack}`),
  junit: (report: GateReport, isStrict: boolean) => renderJunit(report, isStrict),
  annotations: (report: GateReport) => renderAnnotations(report),
} as const satisfies Readonly<Record<OutputKind<'gate'>, unknown>>;

/** How much worse a plan may be than its baseline where nobody said. Own choice. */
const REGRESSION_DEFAULT = '2%';

const EXIT_CODES: Readonly<Record<GateOutcome, number>> = {
  passed: EXIT_OK,
  failed: EXIT_GATE_FAILED,
  inconclusive: EXIT_INCONCLUSIVE,
};

/** @param crew the threads to play on, beside this one */
export function playGate(flags: GateFlags, crew: Crew): Promise<void> {
  return withInterruption(signal => play(flags, crew, signal));
}

async function play(flags: GateFlags, crew: Crew, signal: AbortSignal): Promise<void> {
  // 1. All that can be wrong is found before anything is simulated.
  const folder = readFolder(flags.cwd);
  const outputs = readOutputs(flags.output ?? [], OUTPUT_KINDS.gate, folder);
  const study = await loadGated(flags, folder);
  const { input, about, sources } = study;
  const thresholds = [...stackThresholds(input.plan, sources), ...readThresholds(flags.threshold ?? [], input.plan)];
  const baseline = await openBaseline(flags, study, folder);
  const wanted = flags.maxRegression ?? [REGRESSION_DEFAULT];
  const regressions = baseline === undefined ? [] : readRegressions(wanted, input.plan);
  requireChecks(flags, thresholds.length + regressions.length);
  refuseToReplace([...study.files, ...(flags.baseline === undefined ? [] : [flags.baseline])], outputs, folder);
  printWarnings(about.warnings);
  // 2. Simulate the plan, and its baseline where that is a plan, too.
  const played = baseline?.kind === 'played' ? [baseline.study.input] : [];
  const [result, baseResult] = await simulateVisibly([input, ...played], crew, signal);
  // 3. Judge.
  const verdicts = thresholds.map(({ threshold }) => judgeThreshold(threshold, result!.values));
  const base = baseline && sideFrom(baseline, baseResult);
  const report: GateReport = {
    study: { ...about, verdicts, result: result! },
    thresholdPlaces: thresholds.map(({ place }) => place),
    baseline:
      base === undefined
        ? null
        : {
            name: base.name,
            regressions: judgeRegressions(regressions, result!.values, base.values),
            changes: changedSettings(base.settings, about.settings()),
          },
  };
  // 4. Show.
  const isStrict = flags.strict === true;
  await writeOutputs(outputs, kind => RENDERERS[kind](report, isStrict));
  process.stdout.write(
    flags.json ? RENDERERS.json(report) : renderText(gateBlocks(report), terminalStyle(process.stdout)),
  );
  const outcome = gateOutcome(report);
  process.exitCode = outcome === 'inconclusive' && !isStrict ? EXIT_OK : EXIT_CODES[outcome];
}

/** The study under the gate: the crowd of the stack's own gate section, unless a flag or a scenario says another. */
async function loadGated(flags: GateFlags, folder: string): Promise<LoadedStudy> {
  const study = await loadStudy(flags, readNumbers(flags), folder, { usersDefault: ({ gate }) => gate.users });
  return { ...study, input: playedToTheEnd(study.input) };
}

async function openBaseline(flags: GateFlags, study: LoadedStudy, folder: string): Promise<OpenSide | undefined> {
  const { baseline: file, baselineRef: revision } = flags;
  if (file !== undefined && revision !== undefined) {
    throw new HubError('USAGE', '--baseline and --baseline-ref exclude each other', { hint: 'keep one of them' });
  }
  if (file === undefined && revision === undefined) {
    if (flags.maxRegression === undefined) return undefined;
    throw new HubError('USAGE', '--max-regression needs something to compare with', {
      hint: 'add --baseline base.json, or --baseline-ref main',
    });
  }
  const open =
    file === undefined
      ? await openStudy(revision!, { ...flags, stack: study.about.stack }, study.numbers, folder, {
          readStackFile: stackReaderAt(revision!),
        })
      : await openKept(file, folder);
  requireComparable(outlineOf(open), outlineOf({ kind: 'played', name: `stack ${study.about.stack}`, study }));
  requireSameStack(open, study.about.stack);
  return open;
}

/** @throws HubError BASELINE_INVALID for the result of another stack, which would be a mistake here; `compare` compares stacks */
function requireSameStack(open: OpenSide, stack: string): void {
  if (open.kind === 'played' || open.side.stack === stack) return;
  throw new HubError('BASELINE_INVALID', `baseline ${open.side.name} is of stack ${open.side.stack}, not of ${stack}`, {
    hint: `gate --stack ${open.side.stack}, or use asset-sim compare to compare stacks`,
  });
}

function requireChecks({ stack }: GateFlags, count: number): void {
  if (count > 0) return;
  throw new HubError('USAGE', 'there is nothing to check: no threshold and no baseline', {
    hint: `write thresholds under asset-hub:gate in Pulumi.${stack ?? 'prod'}.yaml, or give --threshold or --baseline-ref`,
  });
}

function sideFrom(open: OpenSide, result: StudyResult | undefined): Side {
  return open.kind === 'kept' ? open.side : sideOf(open.name, open.study.about, result!);
}
