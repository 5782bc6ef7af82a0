/** What `asset-sim sweep` does: read, check, go on where an earlier start ended, play, show. */
import { HubError } from '../hub/errors.ts';
import type { Crew } from '../sim/study/replicate-crew.ts';
import { playPoints } from '../sim/sweep/play-points.ts';
import { indicesOf } from '../sim/sweep/shard.ts';
import type { SweepHeader, SweepPoint } from '../sim/sweep/sweep-record.ts';
import { readFolder } from './flag-values.ts';
import { withInterruption } from './interruption.ts';
import { digestOf } from './load-inputs.ts';
import { loadStudy, readNumbers } from './load-study.ts';
import { readOutputs, refuseToReplace } from './output-files.ts';
import { OUTPUT_KINDS } from './output-kinds.ts';
import { createPointProgress } from './point-progress.ts';
import { printWarnings } from './print-problems.ts';
import { readDesign, readMetrics, readShard, readVariations, requireSettings } from './read-variations.ts';
import { showSweep } from './show-sweep.ts';
import type { SweepFlags } from './sweep-flags.ts';
import { openSweepLog } from './sweep-log.ts';

/** Enough for an interval; a sweep looks at many points, and `run` looks closer at one. */
const REPLICATIONS_DEFAULT = 10;

export function playSweep(flags: SweepFlags, crew: Crew): Promise<void> {
  return withInterruption(signal => play(flags, crew, signal));
}

async function play(flags: SweepFlags, crew: Crew, signal: AbortSignal): Promise<void> {
  // 1. All that can be wrong is found before anything is simulated.
  const numbers = readNumbers(flags);
  const shard = readShard(flags.shard);
  const folder = readFolder(flags.cwd);
  const outputs = readOutputs(flags.output ?? [], OUTPUT_KINDS.sweep, folder);
  const { input, sources, about, files } = await loadStudy(
    flags,
    { ...numbers, replications: numbers.replications ?? REPLICATIONS_DEFAULT },
    folder,
  );
  const base = { input, sources };
  const variations = readVariations(flags.vary ?? []);
  const design = readDesign(variations, flags.samples, base);
  requireSettings(variations, base);
  const metrics = readMetrics(flags.metric, base);
  refuseToReplace(files, outputs, folder);
  printWarnings(about.warnings);
  const header: SweepHeader = {
    toolVersion: about.toolVersion,
    inputsSha256: digestOf([
      about.toolVersion,
      about.inputsSha256,
      JSON.stringify(variations),
      flags.samples ?? null,
      ...metrics.map(({ name }) => name),
    ]),
    stack: about.stack,
    region: about.region,
    scenario: about.scenario.name,
    seed: input.seed,
    replications: input.scenario.replications.max,
    paths: design.paths,
    metrics: metrics.map(({ name, unit }) => ({ name, unit })),
    pointCount: design.pointCount,
  };
  // 2. Go on where an earlier start ended.
  const indices = indicesOf(shard, design.pointCount);
  const kept = outputs.find(({ kind }) => kind === 'jsonl');
  const log = kept && openSweepLog(kept, header, indices);
  const points = new Map<number, SweepPoint>((log?.points ?? []).map(point => [point.index, point]));
  const left = indices.filter(index => !points.has(index));
  if (points.size > 0) process.stderr.write(`${points.size} of ${indices.length} points are done already\n`);
  // 3. Play.
  const progress = createPointProgress(left.length);
  try {
    await playPoints(
      { base, design, indices: left, subjects: metrics.map(({ subject }) => subject) },
      { crew, signal },
      point => {
        log?.append(point);
        points.set(point.index, point);
        progress.done();
      },
    );
  } catch (error) {
    progress.clear();
    throw error instanceof HubError && error.code === 'INTERRUPTED'
      ? interrupted(points.size, indices.length, kept?.file)
      : error;
  } finally {
    log?.close();
    await crew.dismiss();
    progress.clear();
  }
  // 4. Show.
  const whole = { header, points: indices.flatMap(index => points.get(index) ?? []) };
  await showSweep(
    whole,
    outputs.filter(({ kind }) => kind !== 'jsonl'),
    flags.json === true,
  );
}

function interrupted(doneCount: number, count: number, file: string | undefined): HubError {
  const [where, hint] =
    file === undefined
      ? ['', 'with --output jsonl=FILE a sweep keeps what is done']
      : [`, kept in ${file}`, 'start again with the same words to go on'];
  return new HubError('INTERRUPTED', `the sweep was interrupted after ${doneCount} of ${count} points${where}`, {
    hint,
  });
}
