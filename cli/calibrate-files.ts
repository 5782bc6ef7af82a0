/** What `asset-sim calibrate` does: read, fit, show, write. */
import { BOOT_PATH_NAMES } from '../hub/catalog/boot-paths.ts';
import { HubError } from '../hub/errors.ts';
import { patchStackText } from '../hub/plan/patch-stack.ts';
import { renderStackPatch } from '../hub/plan/render-stack-patch.ts';
import type { Problem } from '../hub/yaml/problem.ts';
import { type Calibration, calibrate } from '../sim/calibrate/calibration.ts';
import { planChanges } from '../sim/calibrate/plan-changes.ts';
import { scenarioText } from '../sim/calibrate/scenario-text.ts';
import { calibrationJson } from '../sim/report/calibration-json.ts';
import { calibrationPicture } from '../sim/report/calibration-picture.ts';
import { type CalibrationReport, calibrationBlocks } from '../sim/report/calibration-report.ts';
import { renderJson } from '../sim/report/render-json.ts';
import { renderText } from '../sim/report/render-text.ts';
import { readFormat } from './calibrate-flags.ts';
import { readFolder } from './flag-values.ts';
import type { CalibrateFlags } from './flags.ts';
import { withInterruption } from './interruption.ts';
import { invalid } from './load-inputs.ts';
import { readOutputs, refuseToReplace, writeOutputs } from './output-files.ts';
import { OUTPUT_KINDS, type OutputKind } from './output-kinds.ts';
import { readObservations } from './read-observations.ts';
import { readStack, type StackFile } from './read-stack.ts';
import { terminalStyle } from './terminal-style.ts';
import { TOOL_VERSION } from './tool-version.ts';

export function calibrateFiles(files: readonly string[], flags: CalibrateFlags): Promise<void> {
  return withInterruption(signal => play(files, flags, signal));
}

async function play(files: readonly string[], flags: CalibrateFlags, signal: AbortSignal): Promise<void> {
  // 1. All that can be wrong is found before anything long is read.
  const folder = readFolder(flags.cwd);
  const format = readFormat(flags);
  const outputs = readOutputs(flags.output ?? [], OUTPUT_KINDS.calibrate, folder, ['scenario']);
  const stack = outputs.some(({ kind }) => kind === 'patch')
    ? await readStack(flags.stack ?? 'prod', folder)
    : undefined;
  refuseToReplace([...files, ...(stack === undefined ? [] : [stack.file])], outputs, folder);
  // 2. Read and fit.
  const observations = await readObservations(files, format, folder, signal);
  if (observations.problemCount > 0) throw unusable(observations.problems, observations.problemCount);
  const calibration = calibrate(observations, format.startSecondsOfWeek);
  refuseNothing(calibration, files, format.instanceType);
  const { instanceType } = format;
  const report = { toolVersion: TOOL_VERSION, files, calibration, instanceType, bootPath: flags.bootPath };
  // 3. Write and show. Everything is rendered before the first file is touched.
  const texts = new Map(outputs.map(({ kind }) => [kind, render(kind, report, stack)]));
  await writeOutputs(outputs, kind => texts.get(kind)!);
  process.stdout.write(
    flags.json
      ? renderJson(calibrationJson(report))
      : renderText(calibrationBlocks(report), terminalStyle(process.stdout)),
  );
}

function render(kind: OutputKind<'calibrate'>, report: CalibrationReport, stack: StackFile | undefined): string {
  const { calibration, bootPath, files } = report;
  switch (kind) {
    case 'json':
      return renderJson(calibrationJson(report));
    case 'svg': {
      const picture = calibrationPicture(calibration);
      if (picture !== undefined) return picture;
      throw nothingFor('svg', 'no times were fitted', 'leave the output out');
    }
    case 'scenario':
      if (calibration.arrivals !== undefined) return scenarioText(calibration.arrivals, files.join(', '));
      throw nothingFor(
        'scenario',
        'no arrivals were found',
        'give a table with a column of arrivals, or messages sent',
      );
    case 'patch': {
      const changes = planChanges(calibration, bootPath);
      if (changes.length === 0) throw nothingFor('patch', 'no times were fitted', 'leave the output out');
      const patched = patchStackText({ ...stack!, changes });
      if (patched.kind === 'problems') throw invalid(patched.problems, bootPathHint(bootPath));
      return renderStackPatch(stack!.text, patched.text, stack!.file);
    }
  }
}

/** A path nobody configured is the one thing that a person can have got wrong here. */
const bootPathHint = (bootPath: string | undefined) =>
  bootPath === undefined ? undefined : `is --boot-path right? The catalog has ${BOOT_PATH_NAMES.join(', ')}`;

function nothingFor(kind: OutputKind<'calibrate'>, why: string, hint: string): HubError {
  return new HubError('USAGE', `--output ${kind}= has nothing to write: ${why}`, { hint });
}

function unusable(problems: readonly Problem[], problemCount: number): HubError {
  const more = problemCount > problems.length ? `, of which these are the first ${problems.length}` : '';
  const count = problemCount === 1 ? 'one line is wrong' : `${problemCount} lines are wrong${more}`;
  return new HubError('TRACE_INVALID', `nothing was calibrated: ${count}`, { problems });
}

/** @throws HubError TRACE_INVALID when there is nothing that could be fitted, with what there was */
function refuseNothing(
  { fitted, arrivals, refused, lineCount, countByInstanceType }: Calibration,
  files: readonly string[],
  instanceType: string | undefined,
): void {
  if (fitted.length > 0 || arrivals !== undefined) return;
  if (instanceType !== undefined && !countByInstanceType.has(instanceType)) {
    const seen = [...countByInstanceType.keys()].filter(type => type !== '').toSorted();
    throw new HubError('TRACE_INVALID', `${files.join(', ')} has no times that were taken on ${instanceType}`, {
      hint: seen.length === 0 ? 'its lines do not say on what: leave --instance-type out' : `it has ${seen.join(', ')}`,
    });
  }
  const what =
    refused.length > 0 ? refused.join('; ') : `none of ${lineCount} lines tells of a stage, a load or an arrival`;
  throw new HubError('TRACE_INVALID', `${files.join(', ')} cannot be calibrated from: ${what}`, {
    hint:
      refused.length > 0
        ? 'give more files, or record for longer'
        : 'docs/CALIBRATION.md says which files are read and how to get them; --format says what they are',
  });
}
