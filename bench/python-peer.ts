/**
 * A simulator from PyPI on the same M/M/20, in a virtual environment that this file makes (bench/.venv, pinned in
 * requirements.txt).
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Benchmark, Measurement } from './benchmark.ts';
import { median } from './benchmark.ts';
import { SERVER_COUNT, UTILIZATION, waitMeasurements } from './mm20.ts';

const runFile = promisify(execFile);
const environmentFolder = join(import.meta.dirname, '.venv');
const python = join(environmentFolder, 'bin', 'python');
/** Written last, so that an installation broken off is done again. */
const installedMark = join(environmentFolder, 'installed');
const ROUND_COUNT = 5;

/** `script` stands beside this file and takes servers, utilization, customers and seed. */
export function pythonPeer(name: string, script: string, customerCount: number): Benchmark {
  return {
    name,
    async run({ isQuick }): Promise<Measurement[]> {
      await installPeers();
      const customers = isQuick ? customerCount / 10 : customerCount;
      const speeds: number[] = [];
      let waitSum = 0;
      for (let seed = 1; seed <= ROUND_COUNT; seed += 1) {
        const { stdout } = await runFile(
          python,
          [join(import.meta.dirname, script), `${SERVER_COUNT}`, `${UTILIZATION}`, `${customers}`, `${seed}`],
          { timeout: 120_000 },
        );
        const result = JSON.parse(stdout) as { customersPerSecond: number; meanWaitSeconds: number };
        speeds.push(result.customersPerSecond);
        waitSum += result.meanWaitSeconds;
      }
      return [
        { benchmark: name, metric: 'speed', value: median(speeds), unit: 'customers/s' },
        ...waitMeasurements(name, waitSum / ROUND_COUNT),
      ];
    },
  };
}

/** Needs python3 with venv, and PyPI the first time. */
async function installPeers(): Promise<void> {
  if (existsSync(installedMark)) return;
  await runFile('python3', ['-m', 'venv', environmentFolder], { timeout: 120_000 });
  const requirements = join(import.meta.dirname, 'requirements.txt');
  await runFile(python, ['-m', 'pip', 'install', '--quiet', '--requirement', requirements], { timeout: 300_000 });
  await runFile('touch', [installedMark]);
}
