/**
 * The kept answer of the launch-day study, printed after its figures were played again: `README.md` says how it was made. Playing
 * the whole study takes a minute, which is too long for a page's test; its two plans, 30 replications each, take seconds.
 */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { renderStackPatch } from '../../../hub/plan/render-stack-patch.ts';

type Figure = { readonly mean: number; readonly ci95: readonly [number, number] };
type Plan = { readonly cost_usd_per_character: Figure; readonly wait: Figure & { readonly metric: string } };
type Kept = { readonly answer: Plan; readonly as_it_is: Plan; readonly patch: string };
type Run = {
  readonly metrics: Readonly<Record<string, Figure & { readonly p95: number; readonly p95_ci95: readonly number[] }>>;
};

/** Of `launch-day.yaml`; all of them get their character. */
const USER_COUNT = 10_000;
const folder = import.meta.dirname;
const read = (file: string) => readFileSync(join(folder, file), 'utf8');
const command = join(folder, '..', '..', '..', 'cli', 'asset-sim.js');
const start = promisify(execFile);

async function playAgain(stack: string): Promise<Run> {
  const args = [
    'run',
    '--cwd',
    folder,
    '--stack',
    stack,
    '--scenario',
    'launch-day.yaml',
    '--replications',
    '30',
    '--json',
  ];
  const { stdout } = await start(process.execPath, [command, ...args], { maxBuffer: 2 ** 26 });
  return JSON.parse(stdout) as Run;
}

function requireSame(what: string, kept: unknown, played: unknown): void {
  if (JSON.stringify(kept) === JSON.stringify(played)) return;
  throw new Error(`${what}: the study says ${JSON.stringify(kept)}, played again it is ${JSON.stringify(played)}`);
}

const kept = JSON.parse(read('recommend.json')) as Kept;
requireSame(
  'the patch',
  kept.patch,
  renderStackPatch(read('Pulumi.before.yaml'), read('Pulumi.after.yaml'), 'Pulumi.before.yaml'),
);
for (const [stack, plan] of [
  ['before', kept.as_it_is],
  ['after', kept.answer],
] as const) {
  const { metrics } = await playAgain(stack);
  const { cost_usd_per_character: cost, turnaround_seconds: turnaround } = metrics;
  requireSame(`cost of ${stack}`, plan.cost_usd_per_character.mean, cost!.mean);
  requireSame(`its interval of ${stack}`, plan.cost_usd_per_character.ci95, cost!.ci95);
  requireSame(`wait of ${stack}`, plan.wait.mean, turnaround!.p95);
  requireSame(`its interval of ${stack}`, plan.wait.ci95, turnaround!.p95_ci95);
}
process.stdout.write(read('recommend.txt'));
const day = ({ cost_usd_per_character: { mean } }: Plan) => `$${(mean * USER_COUNT).toFixed(0)}`;
process.stdout.write(`\n10,000 characters: ${day(kept.answer)} for launch day, ${day(kept.as_it_is)} as it is\n`);
