/** `asset-sim run`: what it takes. What it does is loaded only when it is asked for. */
import type { Command } from 'commander';
import type { RunFlags } from '../flags.ts';
import { addExamples, addStackFlags } from '../stack-flags.ts';

const collect = (text: string, before: readonly string[] = []): readonly string[] => [...before, text];

export function addRun(program: Command): void {
  const command = program
    .command('run')
    .summary('play a stack against a crowd: cost per character, waits, fleets')
    .description('Plays a stack against a crowd of users and says what a character costs and how long people wait.');
  addStackFlags(command, 'the whole result')
    .option(
      '-f, --scenario <file>',
      'what happens: arrivals, horizon, Spot events, changed settings (default: a flash crowd)',
    )
    .option('-u, --users <count>', 'users who click within a minute (default: 10000), or those of the scenario')
    .option('-n, --replications <count>', 'exactly this many (default: as many as the interval needs, 10 to 50)')
    .option('--seed <number>', 'of all randomness; the same seed gives the same bytes (default: 1)')
    .option('--threads <count>', 'at most this many at once; changes the time only (default: all cores, up to 8)')
    .option('-o, --output <kind=file>', 'also write json, markdown or csv; repeatable', collect)
    .action(async (flags: RunFlags) => {
      // Workers load the simulator while this thread loads what reads the plan.
      const { hireThreads } = await import('../hire-threads.ts');
      const crew = hireThreads(flags);
      try {
        const { playStudy } = await import('../play-study.ts');
        await playStudy(flags, crew);
      } finally {
        await crew.dismiss();
      }
    });
  addExamples(command, [
    ['asset-sim run', 'the prod stack, when 10,000 users click within a minute'],
    [
      'asset-sim run --stack dev --users 500 --replications 20',
      'another stack, another crowd, a fixed number of replications',
    ],
    ['asset-sim run --scenario launch-day.yaml --seed 7', 'a day you describe'],
    ['asset-sim run --json --output markdown=report.md --output csv=metrics.csv', 'one run for every reader'],
  ]);
}
