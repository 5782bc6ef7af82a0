/** What `asset-sim sensitivity` does: read, walk, show. */
import { HubError } from '../hub/errors.ts';
import { renderJson } from '../sim/report/render-json.ts';
import { renderText } from '../sim/report/render-text.ts';
import { sensitivityBlocks } from '../sim/report/sensitivity/sensitivity-blocks.ts';
import { sensitivityCsv } from '../sim/report/sensitivity/sensitivity-csv.ts';
import { sensitivityJson } from '../sim/report/sensitivity/sensitivity-json.ts';
import { sensitivityPicture } from '../sim/report/sensitivity/sensitivity-picture.ts';
import type { SensitivityReport } from '../sim/report/sensitivity/sensitivity-report.ts';
import { defaultFactors, type Factor } from '../sim/sensitivity/factors.ts';
import { playSensitivity } from '../sim/sensitivity/play-sensitivity.ts';
import type { Crew } from '../sim/study/replicate-crew.ts';
import type { Variation } from '../sim/sweep/variation.ts';
import { readFolder, readWholeNumber } from './flag-values.ts';
import { withInterruption } from './interruption.ts';
import { digestOf } from './load-inputs.ts';
import { loadStudy, readNumbers } from './load-study.ts';
import { readOutputs, refuseToReplace, writeOutputs } from './output-files.ts';
import { OUTPUT_KINDS, type OutputKind } from './output-kinds.ts';
import { printWarnings } from './print-problems.ts';
import { createProgress } from './progress.ts';
import { readMetrics, readVariations, requireSettings } from './read-variations.ts';
import type { SensitivityFlags } from './sweep-flags.ts';
import { terminalStyle } from './terminal-style.ts';

/** On common random numbers few are enough: what a walk compares differs in one setting. */
const REPLICATIONS_DEFAULT = 4;
/** Morris (1991) and Campolongo et al. (2007) use 4 to 10 and more. */
const TRAJECTORIES_DEFAULT = 10;
const TRAJECTORIES_MAX = 10_000;

const RENDERERS = {
  json: (report: SensitivityReport) => renderJson(sensitivityJson(report)),
  csv: sensitivityCsv,
  svg: (report: SensitivityReport) => {
    const picture = sensitivityPicture(report);
    if (picture !== undefined) return picture;
    throw new HubError('USAGE', 'there is nothing to draw: no setting moves the metric', {
      hint: 'leave --output svg= out',
    });
  },
} as const satisfies Readonly<Record<OutputKind<'sensitivity'>, unknown>>;

export function playSensitivityOf(flags: SensitivityFlags, crew: Crew): Promise<void> {
  return withInterruption(signal => play(flags, crew, signal));
}

async function play(flags: SensitivityFlags, crew: Crew, signal: AbortSignal): Promise<void> {
  // 1. All that can be wrong is found before anything is simulated.
  const numbers = readNumbers(flags);
  const trajectoryCount =
    flags.trajectories === undefined
      ? TRAJECTORIES_DEFAULT
      : readWholeNumber('--trajectories', flags.trajectories, { min: 2, max: TRAJECTORIES_MAX });
  const folder = readFolder(flags.cwd);
  const outputs = readOutputs(flags.output ?? [], OUTPUT_KINDS.sensitivity, folder);
  const variations = readVariations(flags.vary ?? []);
  const ranges = variations.map(rangeOf);
  const replications = numbers.replications ?? REPLICATIONS_DEFAULT;
  const { input, sources, about, files } = await loadStudy(flags, { ...numbers, replications }, folder);
  const base = { input, sources };
  requireSettings(variations, base);
  const metrics = readMetrics(flags.metric, base);
  refuseToReplace(files, outputs, folder);
  printWarnings(about.warnings);
  // 2. Walk.
  const factors = ranges.length > 0 ? ranges : defaultFactors(input.plan);
  const progress = createProgress(process.stderr, { what: 'points', isLeftTold: true });
  try {
    const result = await playSensitivity(
      { base, factors, trajectoryCount, metrics },
      { crew, signal, onProgress: (done, max) => progress.update(done, max) },
    );
    const inputsSha256 = digestOf([about.toolVersion, about.inputsSha256, JSON.stringify(factors), trajectoryCount]);
    progress.clear();
    // 3. Show.
    const { toolVersion, stack, region, scenario } = about;
    const report = {
      about: { toolVersion, inputsSha256, stack, region, scenario: scenario.name, seed: input.seed },
      result,
    };
    await writeOutputs(outputs, kind => RENDERERS[kind](report));
    process.stdout.write(
      flags.json ? RENDERERS.json(report) : renderText(sensitivityBlocks(report), terminalStyle(process.stdout)),
    );
  } finally {
    await crew.dismiss();
    progress.clear();
  }
}

function rangeOf({ path, span }: Variation): Factor {
  if (span.kind === 'range') return { path, low: span.low, high: span.high };
  throw new HubError('USAGE', `--vary ${path} must be a range, as low:high`, { hint: `write --vary ${path}=LOW:HIGH` });
}
