/** Programs of a model host that go wrong, and what a test wants to know of the process. */
import type { Program } from '../../worker/host/program.ts';
import { programs as real } from '../../worker/host/programs.ts';
import { float32 } from '../../worker/host/tensor.ts';

/** Its process id. */
const identify: Program<undefined, number, never> = async () => process.pid;

const die: Program<NodeJS.Signals, never, never> = async signal => {
  process.stderr.write('about to die\n');
  process.kill(process.pid, signal);
  return new Promise<never>(() => {});
};

/** Fills the heap of JavaScript. */
const hoard: Program<undefined, number, never> = async () => {
  const hoarded: unknown[] = [];
  for (;;) hoarded.push(Array.from({ length: 1000 }, (_, i) => ({ i })));
};

const fault: Program<string, never, never> = async message => {
  throw new Error(message);
};

/** Runs `grinding` as often as asked, and says so before each. */
const grind: Program<{ rounds: number; size: number }, string, { round: number }> = async ({ rounds, size }, host) => {
  const feeds = { x: float32([size, size], new Float32Array(size * size)) };
  for (let round = 1; round <= rounds; round += 1) {
    host.tell({ round });
    await host.infer('grinding', feeds);
  }
  return host.infoOf('grinding').inputs[0]?.type ?? '';
};

export const programs = { ...real, identify, die, hoard, fault, grind } as const;
