/** How long a preview takes without AWS: each stack through Pulumi's language host, and the prediction's part of it. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { recordProgram } from '../test/pulumi-host/record-program.ts';
import { type Benchmark, type Measurement, median } from './benchmark.ts';

const STACKS = ['dev', 'prod'] as const;
type Stack = (typeof STACKS)[number];
const RUN_COUNT = 5;

async function recordSeconds(stack: Stack): Promise<number> {
  const start = performance.now();
  const { exitCode, stderr } = await recordProgram({ stack, isPreview: true });
  if (exitCode !== 0) throw new Error(`the program of ${stack} failed: ${stderr}`);
  return (performance.now() - start) / 1000;
}

/** In a process of its own, as in a preview: the simulator is loaded and compiled for this one question. */
function predictSeconds(stack: Stack): number {
  const program = join(import.meta.dirname, 'predict-once.ts');
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, stack], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return Number(stdout);
}

export const pulumiPreview: Benchmark = {
  name: 'pulumi-preview',
  async run({ isQuick }): Promise<Measurement[]> {
    const totals: number[] = [];
    const predictions: number[] = [];
    // The first run is not counted: files are not yet in memory.
    for (let run = 0; run <= (isQuick ? 1 : RUN_COUNT); run += 1) {
      const total = (await recordSeconds('dev')) + (await recordSeconds('prod'));
      const prediction = predictSeconds('prod');
      if (run === 0) continue;
      totals.push(total);
      predictions.push(prediction);
    }
    const row = (metric: string, values: readonly number[]): Measurement => ({
      benchmark: 'pulumi-preview',
      metric,
      value: median(values),
      unit: 's',
    });
    return [row('both stacks', totals), row('prediction for prod', predictions)];
  },
};
