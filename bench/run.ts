/**
 * `npm run bench`: runs the benchmarks one after another, prints a table and appends each number to bench/results.csv.
 * `npm run bench -- engine-mm20 ciw-mm20` runs those two; `--quick` does about a tenth of the work and appends nothing.
 */
import { apiLoad } from './api-load.ts';
import type { Benchmark } from './benchmark.ts';
import { command } from './command.ts';
import { diffusionStep } from './diffusion-step.ts';
import { fullModel } from './full-model.ts';
import { gateStatistics } from './gate-statistics.ts';
import { mesh } from './mesh.ts';
import { mm20 } from './mm20.ts';
import { pageLoad } from './page-load.ts';
import { pulumiPreview } from './pulumi-preview.ts';
import { pythonPeer } from './python-peer.ts';
import { recommendChoice } from './recommend-choice.ts';
import { appendResults } from './results.ts';
import { rig } from './rig.ts';
import { sweep } from './sweep.ts';
import { theory } from './theory.ts';
import { threads } from './threads.ts';
import { worker } from './worker.ts';

/** The long theory runs come last: they take 10 to 20 minutes. */
const benchmarks: readonly Benchmark[] = [
  mm20,
  pythonPeer('simpy-mm20', 'simpy_mm20.py', 100_000),
  pythonPeer('ciw-mm20', 'ciw_mm20.py', 40_000),
  fullModel,
  command('run-10000', ['npx', 'asset-sim', 'run', '--users', '10000', '--replications', '50'], 7),
  command('run-million', ['npx', 'asset-sim', 'run', '--users', '1000000', '--replications', '1'], 3),
  command(
    'gate-10000',
    ['npx', 'asset-sim', 'gate', '--baseline-ref', 'HEAD', '--users', '10000', '--replications', '100'],
    5,
  ),
  sweep,
  command(
    'recommend-200',
    ['npx', 'asset-sim', 'recommend', '--users', '10000', '--slo', 'p95(turnaround_seconds)<7200', '--budget', '2000'],
    3,
  ),
  recommendChoice,
  threads,
  pulumiPreview,
  apiLoad,
  pageLoad,
  worker,
  rig,
  mesh,
  diffusionStep,
  gateStatistics,
  theory,
];

const words = process.argv.slice(2);
const isQuick = words.includes('--quick');
const names = words.filter(word => word !== '--quick');
const unknown = names.filter(name => !benchmarks.some(benchmark => benchmark.name === name));
if (unknown.length > 0) {
  console.error(`no benchmark ${unknown.join(', ')}; there are: ${benchmarks.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}

for (const benchmark of benchmarks) {
  if (names.length > 0 && !names.includes(benchmark.name)) continue;
  console.error(`running ${benchmark.name} ...`);
  const measurements = await benchmark.run({ isQuick });
  for (const { benchmark: row, metric, value, unit } of measurements) {
    console.log(`${row.padEnd(14)} ${metric.padEnd(24)} ${format(value).padStart(14)} ${unit}`);
  }
  if (!isQuick) appendResults(measurements);
}

/** Four significant digits below a hundred, whole numbers with separators above. */
function format(value: number): string {
  return Math.abs(value) < 100 ? value.toPrecision(4) : Math.round(value).toLocaleString('en-US');
}
