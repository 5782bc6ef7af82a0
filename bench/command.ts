/** Whole commands as a person types them: wall time with Node's start, and peak memory, from outside the process. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Benchmark, type Measurement, median } from './benchmark.ts';

const root = join(import.meta.dirname, '..');

function run(words: readonly string[], environment: NodeJS.ProcessEnv = {}): void {
  const [program, ...args] = words;
  const env = { ...process.env, ...environment };
  const { status, stderr } = spawnSync(program!, args, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26, env });
  if (status !== 0) throw new Error(`${words.join(' ')} failed: ${stderr}`);
}

/** Wall time of one run of a command. */
export function secondsOf(words: readonly string[]): number {
  const start = performance.now();
  run(words);
  return (performance.now() - start) / 1000;
}

/** Each Node process of the command notes its own peak as it ends; the largest counts. A run of its own: noting takes time. */
function peakMebibytesOf(words: readonly string[]): number {
  const folder = mkdtempSync(join(tmpdir(), 'asset-hub-bench-'));
  try {
    const peaks = join(folder, 'peaks');
    const note = join(folder, 'note.mjs');
    writeFileSync(
      note,
      `import { appendFileSync } from 'node:fs';
       process.on('exit', () => appendFileSync(${JSON.stringify(peaks)}, process.resourceUsage().maxRSS + '\\n'));`,
    );
    run(words, { NODE_OPTIONS: `--import=${pathToFileURL(note)}` });
    const kibibytes = readFileSync(peaks, 'utf8').trim().split('\n').map(Number);
    return Math.max(...kibibytes) / 1024;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param runCount of them the median is taken, after one run that is not counted */
export function command(name: string, words: readonly string[], runCount: number): Benchmark {
  return {
    name,
    run({ isQuick }): Measurement[] {
      const peakMebibytes = peakMebibytesOf(words);
      const seconds = Array.from({ length: isQuick ? 1 : runCount }, () => secondsOf(words));
      return [
        { benchmark: name, metric: 'wall', value: median(seconds), unit: 's' },
        { benchmark: name, metric: 'peak memory', value: peakMebibytes, unit: 'MiB' },
      ];
    },
  };
}
