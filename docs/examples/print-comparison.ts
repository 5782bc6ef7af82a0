/**
 * Runs every scenario of an example's folder through the command line, all at once and each on one thread, and prints one row
 * for each, so that the pages can quote it: `node docs/examples/print-comparison.ts 03-spot-storm`.
 */
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

type Metric = { readonly mean: number; readonly p50: number; readonly p95: number; readonly ci95: [number, number] };
type Study = {
  readonly scenario: { readonly name: string };
  readonly metrics: Readonly<Record<string, Metric>>;
  readonly costs: { readonly shares: readonly { readonly category: string; readonly usd_per_character: number }[] };
};

const COLUMNS = [
  'scenario',
  '$/character',
  '+-',
  'useful',
  'idle',
  'boot',
  'other',
  'p50 min',
  'p95 min',
  'peak',
  'lost',
  'redone s',
];
const run = promisify(execFile);

/** One scenario's row; `other` is all the rest of the bill; `lost` counts Spot interruptions. */
async function rowOf(file: string): Promise<string[]> {
  const asset = join(import.meta.dirname, '..', '..', 'cli', 'asset-sim.js');
  const args = ['run', '--scenario', file, '--json', '--threads', '1'];
  const { stdout } = await run(process.execPath, [asset, ...args], { maxBuffer: 2 ** 26 });
  const study = JSON.parse(stdout) as Study;
  const cost = study.metrics.cost_usd_per_character!;
  const share = (category: string) => study.costs.shares.find(row => row.category === category)?.usd_per_character ?? 0;
  const compute = ['useful', 'idle', 'boot'].map(share);
  const turnaround = study.metrics.turnaround_seconds!;
  return [
    study.scenario.name,
    cost.mean.toFixed(5),
    ((cost.ci95[1] - cost.ci95[0]) / 2).toFixed(5),
    ...compute.map(usd => usd.toFixed(5)),
    (cost.mean - compute.reduce((sum, usd) => sum + usd, 0)).toFixed(5),
    (turnaround.p50 / 60).toFixed(1),
    (turnaround.p95 / 60).toFixed(1),
    study.metrics.instances_peak!.mean.toFixed(0),
    study.metrics.interruptions!.mean.toFixed(1),
    study.metrics.redone_seconds!.mean.toFixed(0),
  ];
}

const folder = join(import.meta.dirname, process.argv[2] ?? '');
const files = readdirSync(folder)
  .filter(name => name.endsWith('.yaml'))
  .sort();
const rows = [COLUMNS, ...(await Promise.all(files.map(file => rowOf(join(folder, file)))))];
const widths = COLUMNS.map((_, column) => Math.max(...rows.map(row => row[column]!.length)));
for (const row of rows) {
  const cells = row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!)));
  process.stdout.write(`${cells.join('  ')}\n`);
}
